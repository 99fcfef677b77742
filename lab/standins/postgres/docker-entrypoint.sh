#!/bin/bash
# First start: create the cluster, the user and the database, run the scripts of
# /docker-entrypoint-initdb.d against a server that listens on its socket only.
# The same variables and order as the official image.
set -euo pipefail

from_file() {
  local file="${1}_FILE"
  if [[ -n "${!file:-}" ]]; then export "$1"="$(<"${!file}")"; fi
}

run_scripts() {
  local script
  for script in /docker-entrypoint-initdb.d/*; do
    case "$script" in
      *.sh) if [[ -x "$script" ]]; then "$script"; else . "$script"; fi ;;
      *.sql) "${psql[@]}" --dbname "$POSTGRES_DB" -f "$script" ;;
      *.sql.gz) gunzip -c "$script" | "${psql[@]}" --dbname "$POSTGRES_DB" ;;
      *) echo "ignoring $script" ;;
    esac
  done
}

create_cluster() {
  if [[ -z "${POSTGRES_PASSWORD:-}" && "${POSTGRES_HOST_AUTH_METHOD:-}" != trust ]]; then
    echo "Error: Database is uninitialized and superuser password is not specified." >&2
    exit 1
  fi
  eval 'initdb --username="$POSTGRES_USER" --pwfile=<(printf "%s\n" "${POSTGRES_PASSWORD:-}") \
    --auth-local=trust '"${POSTGRES_INITDB_ARGS:-}"
  echo "password_encryption = '$PASSWORD_ENCRYPTION'" >> "$PGDATA/postgresql.conf"
  echo "listen_addresses = '*'" >> "$PGDATA/postgresql.conf"
  echo "host all all all ${POSTGRES_HOST_AUTH_METHOD:-$PASSWORD_ENCRYPTION}" >> "$PGDATA/pg_hba.conf"

  pg_ctl -D "$PGDATA" -o "-c listen_addresses=''" -w start
  psql=(psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --no-password --no-psqlrc)
  if [[ -n "${POSTGRES_PASSWORD:-}" ]]; then
    # Again, now that the server hashes passwords the way its clients expect.
    "${psql[@]}" --dbname postgres --set user="$POSTGRES_USER" --set word="$POSTGRES_PASSWORD" \
      <<<"ALTER ROLE :\"user\" PASSWORD :'word'"
  fi
  if [[ "$POSTGRES_DB" != postgres ]]; then
    "${psql[@]}" --dbname postgres --set db="$POSTGRES_DB" <<<'CREATE DATABASE :"db"'
  fi
  run_scripts
  pg_ctl -D "$PGDATA" -m fast -w stop
}

if [[ "${1:0:1}" == - ]]; then set -- postgres "$@"; fi
if [[ "$1" == postgres && "$(id -u)" == 0 ]]; then
  mkdir -p "$PGDATA"
  chown -R postgres:postgres "$PGDATA" /run/postgresql
  chmod 700 "$PGDATA"
  exec setpriv --reuid postgres --regid postgres --init-groups -- "$0" "$@"
fi
if [[ "$1" == postgres && ! -s "$PGDATA/PG_VERSION" ]]; then
  from_file POSTGRES_PASSWORD
  from_file POSTGRES_USER
  from_file POSTGRES_DB
  export POSTGRES_USER=${POSTGRES_USER:-postgres}
  export POSTGRES_DB=${POSTGRES_DB:-$POSTGRES_USER}
  create_cluster
fi
exec "$@"
