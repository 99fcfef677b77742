#!/usr/bin/env bash
set -eu

APP_DIR=/vagrant
APP_PORT=4000
NODE_VERSION=12

# --- system ------------------------------------------------------------
apt-get update
apt-get -y install nginx curl git ntp
update-locale LANG=en_US.UTF-8

# --- Node.js -----------------------------------------------------------
# bionic's own Node is too old; it only serves to install n
apt-get -y install nodejs npm
npm install -g n
n "$NODE_VERSION"
hash -r

# --- application -------------------------------------------------------
cd $APP_DIR
npm ci --production

cat > /etc/systemd/system/proverbs.service <<UNIT
[Unit]
Description=A proverb for every visitor
After=network.target

[Service]
User=vagrant
WorkingDirectory=$APP_DIR
Environment=NODE_ENV=production PORT=$APP_PORT
ExecStart=/usr/local/bin/node server.js
Restart=on-failure
RestartSec=2

[Install]
WantedBy=multi-user.target
UNIT

systemctl daemon-reload
systemctl enable proverbs
systemctl restart proverbs

# --- web server --------------------------------------------------------
cp $APP_DIR/deploy/nginx.conf /etc/nginx/sites-available/proverbs
ln -sf /etc/nginx/sites-available/proverbs /etc/nginx/sites-enabled/proverbs
rm -f /etc/nginx/sites-enabled/default
nginx -t && systemctl reload nginx

# --- jobs --------------------------------------------------------------
(crontab -l -u vagrant 2>/dev/null; echo "* * * * * cd $APP_DIR && node announce.js >> /home/vagrant/announced.log 2>&1") | crontab -u vagrant -
echo "10 4 * * * root /usr/sbin/logrotate /etc/logrotate.conf" > /etc/cron.d/logs

ufw allow 'Nginx HTTP'
