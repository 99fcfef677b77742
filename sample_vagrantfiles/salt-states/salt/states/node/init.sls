{% from "node/map.jinja" import node with context %}
{% set major = salt['pillar.get']('node:major', 8) %}

nodesource:
  pkgrepo.managed:
    - humanname: NodeSource
    - name: deb {{ node.repository }}/node_{{ major }}.x {{ grains['oscodename'] }} main
    - file: /etc/apt/sources.list.d/nodesource.list
    - key_url: {{ node.repository }}/gpgkey/nodesource.gpg.key

{{ node.package }}:
  pkg.installed:
    - require:
      - pkgrepo: nodesource
