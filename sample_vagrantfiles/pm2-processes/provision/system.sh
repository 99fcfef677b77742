#!/usr/bin/env bash
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

apt-get update -qq
apt-get install -qq -y redis-server npm

# Ubuntu's Node.js is only there to bring n, which puts its own in front.
npm install --global n
n 18.19.1
hash -r
npm install --global pm2@5

systemctl enable --now redis-server
