#!/bin/bash
# Packages: Node.js 8 from the Software Collections, supervisord from EPEL
set -e

yum install -y -q epel-release centos-release-scl
yum install -y -q rh-nodejs8 supervisor vim

# Interactive shells get node without asking for the collection
echo 'source /opt/rh/rh-nodejs8/enable' > /etc/profile.d/rh-nodejs8.sh

timedatectl set-timezone Europe/Berlin
