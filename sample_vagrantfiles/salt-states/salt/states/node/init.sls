{% from "node/map.jinja" import packages with context %}
{% set version = salt['pillar.get']('node:version', '8.17.0') %}
{% set release = 'node-v' ~ version ~ '-linux-x64' %}
{% set address = 'https://nodejs.org/dist/v' ~ version %}

unpacker:
  pkg.installed:
    - name: {{ packages.xz }}

/opt:
  archive.extracted:
    - source: {{ address }}/{{ release }}.tar.xz
    - source_hash: {{ address }}/SHASUMS256.txt
    - if_missing: /opt/{{ release }}
    - require:
      - pkg: unpacker

{% for program in ['node', 'npm', 'npx'] %}
/usr/local/bin/{{ program }}:
  file.symlink:
    - target: /opt/{{ release }}/bin/{{ program }}
    - require:
      - archive: /opt
{% endfor %}
