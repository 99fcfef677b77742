#!/bin/bash
apt-get install -y ca-certificates curl nginx postgresql
curl -fsSL https://deb.nodesource.com/setup_18.x | bash -
apt-get install -y nodejs
npm install -g pm2@5
sudo -u postgres createdb todo
cp /vagrant/todo-api.service /etc/systemd/system/
cp /vagrant/nginx.conf /etc/nginx/sites-enabled/default
cd /vagrant && npm install
systemctl enable --now nginx postgresql todo-api
