#!/usr/bin/env bash
# The cache machine. Its own address is the first argument.
set -e
LISTEN=$1

apt-get update && apt-get install -y memcached

sed -i "s/^-l .*/-l $LISTEN/; s/^-m .*/-m 64/" /etc/memcached.conf
systemctl restart memcached
