#!/usr/bin/env bash
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

apt-get update -qq
apt-get install -qq -y redis-server curl

curl -fsSL https://deb.nodesource.com/setup_18.x | bash -
apt-get install -qq -y nodejs
npm install --global pm2@5

systemctl enable --now redis-server
