#!/usr/bin/env bash
set -euo pipefail

cd /vagrant
npm ci

pm2 start ecosystem.config.js --env production
pm2 save
sudo env PATH="$PATH:/usr/local/bin" pm2 startup systemd -u vagrant --hp /home/vagrant
