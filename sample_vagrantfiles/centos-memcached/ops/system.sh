#!/bin/bash
set -euo pipefail

NODE_VERSION=14.17.6

yum -y install epel-release
yum -y update
yum -y install firewalld memcached policycoreutils-python vim-enhanced

yum -y install gcc-c++ make

NODE="node-v$NODE_VERSION-linux-x64"
curl -fsSL "https://nodejs.org/dist/v$NODE_VERSION/$NODE.tar.xz" | tar -xJ -C /opt
for program in node npm npx; do
  ln -sfn "/opt/$NODE/bin/$program" "/usr/bin/$program"
done

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
