#!/usr/bin/env bash
# What the user "vagrant" needs: nvm, Node 10, pm2 and the application itself.
set -e

if [ ! -d "$HOME/.nvm" ]; then
  curl -s -o- https://raw.githubusercontent.com/nvm-sh/nvm/v0.35.3/install.sh | bash
fi

export NVM_DIR="$HOME/.nvm"
[ -s "$NVM_DIR/nvm.sh" ] && \. "$NVM_DIR/nvm.sh"

nvm install 10
nvm alias default 10
nvm use default

npm install -g pm2@4

if ! grep -q MONGO_URL "$HOME/.profile"; then
  echo 'export MONGO_URL=mongodb://todo:todo@localhost:27017/todos' >> "$HOME/.profile"
fi
. "$HOME/.profile"

cd /vagrant
npm ci

pm2 start ecosystem.config.js --env production
pm2 save
# Brings the application back after `vagrant reload`
sudo env PATH="$PATH:$NVM_BIN" "$NVM_BIN/pm2" startup systemd -u vagrant --hp /home/vagrant
