#!/usr/bin/env bash
set -e

cp /vagrant/deploy/counter.service /etc/systemd/system/
systemctl daemon-reload
systemctl enable --now redis-server
systemctl enable --now counter
