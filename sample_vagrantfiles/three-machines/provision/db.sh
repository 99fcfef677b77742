#!/usr/bin/env bash
# PostgreSQL for the other machines. DB_PASSWORD comes from the Vagrantfile.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

apt-get update -qq
apt-get install -qq -y postgresql postgresql-contrib

conf=$(echo /etc/postgresql/*/main)
sed -i "s/^#\?listen_addresses.*/listen_addresses = '*'/" "$conf/postgresql.conf"
grep -q samenet "$conf/pg_hba.conf" || echo "host parcels parcels samenet md5" >> "$conf/pg_hba.conf"
systemctl restart postgresql

as_postgres() { sudo -u postgres psql --quiet --set ON_ERROR_STOP=1 "$@"; }

if ! as_postgres -tAc "SELECT 1 FROM pg_roles WHERE rolname = 'parcels'" | grep -q 1; then
  as_postgres -c "CREATE ROLE parcels LOGIN PASSWORD '$DB_PASSWORD'"
  as_postgres -c "CREATE DATABASE parcels OWNER parcels"
fi
as_postgres -d parcels -c 'CREATE EXTENSION IF NOT EXISTS citext'
as_postgres -d parcels -c 'CREATE EXTENSION IF NOT EXISTS pg_trgm'

PGPASSWORD="$DB_PASSWORD" psql -q -h localhost -U parcels -d parcels -f /vagrant/db/parcels.sql
