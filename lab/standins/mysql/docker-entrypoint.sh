#!/bin/bash
# First start: create the system tables, root, the user and the database, run the
# scripts of /docker-entrypoint-initdb.d against a server on its socket only.
# MARIADB_* and MYSQL_* mean the same, as in the official images.
set -euo pipefail

socket=/run/mysqld/mysqld.sock
client_program=$(command -v mysql || command -v mariadb)
install_program=$(command -v mysql_install_db || command -v mariadb-install-db)

setting() {
  local name file
  for name in "MARIADB_$1" "MYSQL_$1"; do
    file="${name}_FILE"
    if [[ -n "${!name:-}" ]]; then echo "${!name}"; return; fi
    if [[ -n "${!file:-}" ]]; then cat "${!file}"; return; fi
  done
}

quoted() { sed -e 's/\\/\\\\/g' -e "s/'/\\\\'/g" <<<"$1"; }

account_statements() {
  local root_password=$1 database user password
  database=$(setting DATABASE)
  user=$(setting USER)
  password=$(setting PASSWORD)
  echo "ALTER USER 'root'@'localhost' IDENTIFIED BY '$(quoted "$root_password")';"
  echo "CREATE USER 'root'@'%' IDENTIFIED BY '$(quoted "$root_password")';"
  echo "GRANT ALL ON *.* TO 'root'@'%' WITH GRANT OPTION;"
  if [[ -n "$database" ]]; then echo "CREATE DATABASE IF NOT EXISTS \`$database\`;"; fi
  if [[ -n "$user" ]]; then
    echo "CREATE USER '$(quoted "$user")'@'%' IDENTIFIED BY '$(quoted "$password")';"
    if [[ -n "$database" ]]; then
      echo "GRANT ALL ON \`$database\`.* TO '$(quoted "$user")'@'%';"
    fi
  fi
  echo "FLUSH PRIVILEGES;"
}

run_scripts() {
  local script database
  database=$(setting DATABASE)
  for script in /docker-entrypoint-initdb.d/*; do
    case "$script" in
      *.sh) if [[ -x "$script" ]]; then "$script"; else . "$script"; fi ;;
      *.sql) "${client[@]}" ${database:+"$database"} <"$script" ;;
      *.sql.gz) gunzip -c "$script" | "${client[@]}" ${database:+"$database"} ;;
    esac
  done
}

create_tables() {
  local root_password temporary waited
  root_password=$(setting ROOT_PASSWORD)
  if [[ -z "$root_password$(setting ALLOW_EMPTY_PASSWORD)$(setting ALLOW_EMPTY_ROOT_PASSWORD)$(setting RANDOM_ROOT_PASSWORD)" ]]; then
    echo "Database is uninitialized and password option is not specified" >&2
    exit 1
  fi
  if [[ -n "$(setting RANDOM_ROOT_PASSWORD)" ]]; then root_password=$(head -c 12 /dev/urandom | base64); fi
  "$install_program" --user=mysql --datadir=/var/lib/mysql --skip-test-db \
    --auth-root-authentication-method=normal >/dev/null
  mysqld --user=mysql --skip-networking --socket="$socket" &
  temporary=$!
  client=("$client_program" --protocol=socket --socket="$socket" -uroot)
  for ((waited = 0; waited < 60; waited++)); do
    if "${client[@]}" -e 'SELECT 1' &>/dev/null; then break; fi
    sleep 1
  done
  account_statements "$root_password" | "${client[@]}"
  if [[ -n "$root_password" ]]; then export MYSQL_PWD=$root_password; fi
  run_scripts
  unset MYSQL_PWD
  kill "$temporary"
  wait "$temporary" || true
}

if [[ "${1:0:1}" == - ]]; then set -- mysqld "$@"; fi
if [[ "$1" == mysqld || "$1" == mariadbd ]]; then
  mkdir -p /run/mysqld
  chown -R mysql:mysql /var/lib/mysql /run/mysqld
  if [[ ! -d /var/lib/mysql/mysql ]]; then create_tables; fi
  set -- "$@" --user=mysql --socket="$socket"
fi
exec "$@"
