#!/usr/bin/env bash
# Redis for the other machines; only the private network reaches it.
set -euo pipefail

apt-get update -qq
apt-get install -qq -y redis-server

sed -i \
  -e 's/^bind .*/bind 0.0.0.0/' \
  -e 's/^protected-mode yes/protected-mode no/' \
  -e 's/^# maxmemory <bytes>/maxmemory 64mb/' \
  -e 's/^# maxmemory-policy .*/maxmemory-policy allkeys-lru/' \
  /etc/redis/redis.conf
systemctl restart redis-server
