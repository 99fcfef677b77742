#!/usr/bin/env bash
# What the machine needs as root: the operating system's packages and MongoDB.
set -e
export DEBIAN_FRONTEND=noninteractive

echo "==> Updating the system"
apt-get update -qq
apt-get install -y -qq build-essential curl git gnupg htop vim

locale-gen en_US.UTF-8 >/dev/null

echo "==> Installing MongoDB 3.6"
if ! command -v mongod >/dev/null; then
  wget -qO - https://www.mongodb.org/static/pgp/server-3.6.asc | apt-key add -
  echo "deb [ arch=amd64 ] https://repo.mongodb.org/apt/ubuntu bionic/mongodb-org/3.6 multiverse" \
    > /etc/apt/sources.list.d/mongodb-org-3.6.list
  apt-get update -qq
  apt-get install -y -qq mongodb-org
fi

# Reachable through the forwarded port, not only inside the machine
sed -i 's/bindIp: 127.0.0.1/bindIp: 0.0.0.0/' /etc/mongod.conf
systemctl enable mongod
systemctl restart mongod

until mongo --quiet --eval 'db.version()' >/dev/null 2>&1; do
  sleep 1
done

mongo todos /vagrant/vagrant/mongo-setup.js
