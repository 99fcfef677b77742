#!/usr/bin/env bash
# The application. The addresses and passwords come from the Vagrantfile.
set -euo pipefail

snap install node --classic --channel=14

cat > /etc/default/parcels <<ENV
NODE_ENV=production
PORT=3000
DB_HOST=$DB_HOST
DB_NAME=parcels
DB_USER=parcels
DB_PASSWORD=$DB_PASSWORD
CACHE_HOST=$CACHE_HOST
ENV
chmod 600 /etc/default/parcels

cat > /etc/systemd/system/parcels.service <<'UNIT'
[Unit]
Description=Parcels
After=network-online.target

[Service]
EnvironmentFile=/etc/default/parcels
WorkingDirectory=/vagrant
ExecStart=/snap/bin/node server.js
User=vagrant
Restart=on-failure

[Install]
WantedBy=multi-user.target
UNIT

sudo -u vagrant -H bash -c 'cd /vagrant && npm ci --only=production'

systemctl daemon-reload
systemctl enable parcels
systemctl restart parcels
