#!/bin/bash
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

apt-get update
apt-get install -y --no-install-recommends cron nginx nodejs npm redis-server

# The application
runuser -u vagrant -- npm --prefix /vagrant ci --omit=dev
install -m 0644 /vagrant/ops/board.service /etc/systemd/system/board.service
systemctl daemon-reload
systemctl enable --now redis-server board

# In front of it
rm -f /etc/nginx/sites-enabled/default
ln -sf /vagrant/ops/board.conf /etc/nginx/sites-enabled/board.conf
nginx -t
systemctl restart nginx

# Old messages, and the log that taking them down leaves behind
cat > /etc/cron.d/board <<'CRON'
KEEP_HOURS=12
*/15 * * * * vagrant cd /vagrant && node jobs/expire.js >> /var/log/board/expire.log 2>&1
CRON
install -d -o vagrant -g vagrant /var/log/board
cat > /etc/logrotate.d/board <<'ROTATE'
/var/log/board/*.log {
  weekly
  rotate 4
  missingok
}
ROTATE
