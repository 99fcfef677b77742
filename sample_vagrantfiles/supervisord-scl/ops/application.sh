#!/bin/bash
set -e

su - vagrant -c "cd /srv/timetable && scl enable rh-nodejs8 'npm ci --production'"

cp /srv/timetable/ops/supervisord.ini /etc/supervisord.d/timetable.ini
systemctl enable supervisord
systemctl restart supervisord
