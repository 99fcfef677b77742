#!/bin/bash
set -eu

curl -fsSL https://raw.githubusercontent.com/tj/n/master/bin/n | bash -s install 20.11.1

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
ExecStart=/usr/local/bin/node server.js
Restart=always

[Install]
WantedBy=multi-user.target
UNIT

systemctl daemon-reload
systemctl enable --now lotto
