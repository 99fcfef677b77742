#!/usr/bin/env bash
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

log() {
  echo "[$(date +%T)] $*"
}

log "packages"
apt-get update -qq
# imagemagick and the font draw the labels while the application runs
apt-get install -qq -y \
  curl \
  fonts-dejavu-core \
  imagemagick \
  rabbitmq-server \
  supervisor \
  vim

log "node"
curl -fsSL https://nodejs.org/dist/v18.20.8/node-v18.20.8-linux-x64.tar.gz | tar -xz -C /usr/local --strip-components=1

log "rabbitmq"
rabbitmq-plugins enable rabbitmq_management
if ! rabbitmqctl list_vhosts | grep -qx labels; then
  rabbitmqctl add_vhost labels
fi
if ! rabbitmqctl list_users | grep -q "^${RABBIT_USER}\b"; then
  rabbitmqctl add_user "$RABBIT_USER" "$RABBIT_PASSWORD"
  rabbitmqctl set_user_tags "$RABBIT_USER" administrator
fi
rabbitmqctl set_permissions -p labels "$RABBIT_USER" ".*" ".*" ".*"

log "application"
sudo -u vagrant -H bash -c "cd /vagrant && npm ci --omit=dev"

sed "s/@USER@/$RABBIT_USER/; s/@PASSWORD@/$RABBIT_PASSWORD/" /tmp/labels.conf \
  > /etc/supervisor/conf.d/labels.conf
supervisorctl reread
supervisorctl update
log "done"
