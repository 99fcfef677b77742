#!/usr/bin/env bash
set -euo pipefail

cd /vagrant
npm ci

pm2 startOrReload ecosystem.config.js
pm2 save
sudo env PATH="$PATH" pm2 startup systemd -u vagrant --hp /home/vagrant
