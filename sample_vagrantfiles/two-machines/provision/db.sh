#!/usr/bin/env bash
# The database machine: PostgreSQL, open to the other machine.
set -e

DB_NAME=guestbook
DB_USER=guestbook
DB_PASSWORD=guestbook
PG_VERSION=9.5

export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y "postgresql-$PG_VERSION" "postgresql-client-$PG_VERSION" htop

cd "/etc/postgresql/$PG_VERSION/main"
sed -i "s/#listen_addresses = 'localhost'/listen_addresses = '*'/" postgresql.conf
grep -q 192.168.33 pg_hba.conf || echo "host  all  all  192.168.33.0/24  md5" >> pg_hba.conf
service postgresql restart

cat <<SQL | su - postgres -c psql
CREATE USER $DB_USER WITH PASSWORD '$DB_PASSWORD';
CREATE DATABASE $DB_NAME WITH OWNER = $DB_USER ENCODING = 'UTF8' TEMPLATE = template0;
SQL

su - postgres -c "psql -d $DB_NAME -f /vagrant/db/schema.sql"
su - postgres -c "psql -d $DB_NAME -c 'GRANT ALL ON ALL TABLES IN SCHEMA public TO $DB_USER'"
su - postgres -c "psql -d $DB_NAME -c 'GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO $DB_USER'"
