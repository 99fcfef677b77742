#!/bin/bash
set -euo pipefail

yum -y install epel-release
yum -y update
yum -y install firewalld memcached policycoreutils-python vim-enhanced

curl -sL https://rpm.nodesource.com/setup_14.x | bash -
yum -y install nodejs gcc-c++ make

# SELinux only warns here
setenforce 0 || true
sed -i 's/^SELINUX=enforcing/SELINUX=permissive/' /etc/selinux/config

timedatectl set-timezone Europe/Paris

cat > /etc/sysconfig/memcached <<CONF
PORT="11211"
USER="memcached"
MAXCONN="1024"
CACHESIZE="64"
OPTIONS="-l 127.0.0.1"
CONF

systemctl enable memcached firewalld
systemctl start memcached firewalld

firewall-cmd --permanent --zone=public --add-port=8000/tcp
firewall-cmd --reload
