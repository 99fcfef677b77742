#!/bin/bash
# Makes the database: database.sh NAME PASSWORD (the user has the database's name)
set -euo pipefail

NAME="$1"
PASSWORD="${2:-$NAME}"

# The server answers clients on the host through the forwarded port
CONF_DIR=$(ls -d /etc/postgresql/*/main)
sed -i "s/^#listen_addresses = 'localhost'/listen_addresses = '*'/" "$CONF_DIR/postgresql.conf"
if ! grep -q "10.0.2.0/24" "$CONF_DIR/pg_hba.conf"; then
  echo "host all all 10.0.2.0/24 md5" >> "$CONF_DIR/pg_hba.conf"
fi
systemctl restart postgresql

if ! sudo -u postgres psql -tAc "SELECT 1 FROM pg_roles WHERE rolname = '$NAME'" | grep -q 1; then
  sudo -u postgres createuser --no-superuser --no-createdb "$NAME"
  sudo -u postgres createdb --encoding=UTF8 --owner="$NAME" "$NAME"
fi
sudo -u postgres psql -c "ALTER USER $NAME WITH PASSWORD '$PASSWORD'"

PGPASSWORD="$PASSWORD" psql -h localhost -U "$NAME" -d "$NAME" -f /vagrant/db/schema.sql

sed -i '/^DATABASE_URL=/d' /etc/environment
echo "DATABASE_URL=postgres://$NAME:$PASSWORD@localhost:5432/$NAME" >> /etc/environment
