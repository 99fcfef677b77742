#!/usr/bin/env bash
# The web machine: Node 4 and the guest book. DB_HOST comes from the Vagrantfile.
set -e

apt-get update
apt-get install -y curl
curl -sL https://nodejs.org/dist/v4.9.1/node-v4.9.1-linux-x64.tar.gz | tar -xz -C /usr/local --strip-components=1

echo "${DB_HOST:-127.0.0.1} db" >> /etc/hosts

cat > /etc/default/guestbook <<CONF
PORT=3000
DB_HOST=$DB_HOST
DB_NAME=guestbook
DB_USER=guestbook
DB_PASSWORD=guestbook
CONF

cd /vagrant
npm install

cp /vagrant/provision/guestbook.service /etc/systemd/system/
systemctl daemon-reload
systemctl enable guestbook.service
systemctl restart guestbook.service
