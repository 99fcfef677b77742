#!/bin/bash

# Distribution packages only: focal has Node 10.19, npm 6.14 and Redis 5
sudo apt-get -y update
sudo apt-get -y install nodejs npm \
  redis-server redis-tools \
  vim tmux  # to look around

# Redis may use an eighth of the machine and forgets the oldest keys first
cat <<CONF > /etc/redis/visits.conf
maxmemory 64mb
maxmemory-policy allkeys-lru
CONF
grep -q visits.conf /etc/redis/redis.conf || echo "include /etc/redis/visits.conf" >> /etc/redis/redis.conf

systemctl enable redis-server
service redis-server restart

timedatectl set-timezone Europe/Berlin

# Only ssh and the application
ufw allow ssh
ufw allow 3000/tcp
ufw --force enable

cd /vagrant && npm ci --no-optional
