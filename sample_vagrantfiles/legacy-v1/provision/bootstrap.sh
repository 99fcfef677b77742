#!/bin/sh -e

APP=/srv/dice

# python-software-properties has add-apt-repository
apt-get update -y
apt-get install -y python-software-properties
add-apt-repository -y ppa:chris-lea/node.js
apt-get update -y
apt-get install -y nodejs make g++ vim

if [ ! -e /etc/localtime.orig ]; then
    cp /etc/localtime /etc/localtime.orig
    echo "Europe/Vienna" > /etc/timezone
    dpkg-reconfigure --frontend noninteractive tzdata
fi

cd $APP
npm install --no-bin-links --production

cp $APP/provision/dice.conf /etc/init/dice.conf
service dice restart || service dice start
