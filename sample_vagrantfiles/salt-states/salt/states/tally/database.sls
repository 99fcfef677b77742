{% set database = pillar['tally']['database'] %}

postgresql:
  pkg.installed:
    - pkgs:
      - postgresql
      - python3-psycopg2
  service.running:
    - enable: True
    - require:
      - pkg: postgresql

{{ database.user }}:
  postgres_user.present:
    - password: {{ database.password }}
    - require:
      - service: postgresql

{{ database.name }}:
  postgres_database.present:
    - owner: {{ database.user }}
    - require:
      - postgres_user: {{ database.user }}

/tmp/tally.sql:
  file.managed:
    - source: salt://tally/files/tally.sql

make the table:
  cmd.run:
    - name: psql -h localhost -U {{ database.user }} {{ database.name }} -f /tmp/tally.sql
    - env:
      - PGPASSWORD: {{ database.password }}
    - require:
      - postgres_database: {{ database.name }}
      - file: /tmp/tally.sql
