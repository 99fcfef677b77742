#!/bin/sh
set -e
if [ "$1" = rabbitmq-server ] && [ "$(id -u)" = 0 ]; then
  mkdir -p /etc/rabbitmq/conf.d
  {
    if [ -n "$RABBITMQ_DEFAULT_USER" ]; then echo "default_user = $RABBITMQ_DEFAULT_USER"; fi
    if [ -n "$RABBITMQ_DEFAULT_PASS" ]; then echo "default_pass = $RABBITMQ_DEFAULT_PASS"; fi
    if [ -n "$RABBITMQ_DEFAULT_VHOST" ]; then echo "default_vhost = $RABBITMQ_DEFAULT_VHOST"; fi
    # The official image lets the default user in from other hosts.
    echo "loopback_users = none"
  } > /etc/rabbitmq/conf.d/10-defaults.conf
  chown -R rabbitmq:rabbitmq /var/lib/rabbitmq /etc/rabbitmq
  # Debian's wrapper insists on its own user or root; the server itself is below /usr/lib.
  exec setpriv --reuid rabbitmq --regid rabbitmq --init-groups -- \
    /usr/lib/rabbitmq/bin/rabbitmq-server
fi
exec "$@"
