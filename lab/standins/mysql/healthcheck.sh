#!/bin/bash
# The official MariaDB image's health check: the two tests that compose files use.
# A refused login shows a server that takes connections, too.
for check in "$@"; do
  case "$check" in
    --connect | --innodb_initialized)
      output=$(mysqladmin --protocol=tcp -h127.0.0.1 ping 2>&1 || mariadb-admin --protocol=tcp -h127.0.0.1 ping 2>&1)
      [[ "$output" == *alive* || "$output" == *"Access denied"* ]] || exit 1
      ;;
  esac
done
