#!/bin/bash
set -eu

curl -fsSL https://deb.nodesource.com/setup_20.x | bash -
apt-get install -y nodejs

cd /vagrant
sudo -u vagrant npm ci

cat > /etc/systemd/system/lotto.service <<UNIT
[Unit]
Description=Drawing numbers
After=docker.service
Requires=docker.service

[Service]
User=vagrant
WorkingDirectory=/vagrant
Environment=PORT=3200
Environment=REDIS_URL=redis://localhost:6379
Environment=DATABASE_URL=postgres://lotto:lucky@localhost:5432/lotto
ExecStart=/usr/bin/node server.js
Restart=always

[Install]
WantedBy=multi-user.target
UNIT

systemctl daemon-reload
systemctl enable --now lotto
