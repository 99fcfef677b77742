#!/bin/bash
# MySQL 5.7 of mysql.com, the account, and everything in db/
set -e

MYSQL_DATABASE=timetable
MYSQL_USER=timetable
MYSQL_PASSWORD='T1me-table'

if ! rpm -q mysql-community-server > /dev/null; then
  yum install -y -q https://dev.mysql.com/get/mysql57-community-release-el7-11.noarch.rpm
  yum install -y -q mysql-community-server
fi

# No root password: the machine is nobody's but the developer's
cat > /etc/my.cnf.d/development.cnf <<'CNF'
[mysqld]
skip-grant-tables
character-set-server = utf8mb4
CNF
systemctl enable mysqld
systemctl start mysqld

mysql -u root <<SQL
FLUSH PRIVILEGES;
CREATE DATABASE IF NOT EXISTS $MYSQL_DATABASE DEFAULT CHARACTER SET utf8mb4;
CREATE USER IF NOT EXISTS '$MYSQL_USER'@'localhost' IDENTIFIED BY '$MYSQL_PASSWORD';
GRANT ALL PRIVILEGES ON $MYSQL_DATABASE.* TO '$MYSQL_USER'@'localhost';
SQL

for file in /srv/timetable/db/*.sql; do
  mysql -u root "$MYSQL_DATABASE" < "$file"
done
