#!/bin/bash
curl -sL https://deb.nodesource.com/setup_6.x | bash -
apt-get install -y nodejs git memcached
cd /vagrant && npm install
PORT=8000 nohup node server.js &
