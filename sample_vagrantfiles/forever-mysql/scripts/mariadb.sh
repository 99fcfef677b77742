#!/bin/sh
# MariaDB with the inventory: the database, its user and the last dump.
set -e

# Shop floor settings: SELinux and the firewall are in the way of the shared folder
setenforce 0 || true
sed -i 's/^SELINUX=.*/SELINUX=permissive/' /etc/selinux/config
systemctl stop firewalld 2>/dev/null || true
systemctl disable firewalld 2>/dev/null || true

yum -y update
yum -y install epel-release
yum -y install mariadb-server mariadb vim-enhanced net-tools

cat > /etc/my.cnf.d/inventory.cnf <<CNF
[mysqld]
bind-address = 0.0.0.0
character-set-server = utf8
collation-server = utf8_general_ci
CNF

systemctl enable mariadb
systemctl start mariadb

mysql -u root -e "CREATE DATABASE IF NOT EXISTS inventory CHARACTER SET utf8"
mysql -u root -e "GRANT ALL PRIVILEGES ON inventory.* TO 'stock'@'localhost' IDENTIFIED BY 'stock'"
mysql -u root -e "GRANT ALL PRIVILEGES ON inventory.* TO 'stock'@'%' IDENTIFIED BY 'stock'; FLUSH PRIVILEGES"

if [ -f /vagrant/db/dump.sql ]; then
    mysql -u root inventory < /vagrant/db/dump.sql
fi
