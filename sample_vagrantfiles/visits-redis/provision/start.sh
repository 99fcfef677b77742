#!/bin/bash
pgrep -f 'node index.js' >/dev/null && exit 0

cd /vagrant
nohup npm start > /tmp/visits.log 2>&1 &
