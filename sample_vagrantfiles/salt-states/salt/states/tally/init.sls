{% set tally = pillar['tally'] %}

include:
  - node

npm install:
  cmd.run:
    - name: npm ci --production
    - cwd: {{ tally.directory }}
    - runas: vagrant
    - require:
      - sls: node

/etc/systemd/system/tally.service:
  file.managed:
    - source: salt://tally/files/tally.service
    - template: jinja
    - context:
        tally: {{ tally | json }}
  module.run:
    - name: service.systemctl_reload
    - onchanges:
      - file: /etc/systemd/system/tally.service

tally:
  service.running:
    - enable: True
    - require:
      - cmd: npm install
    - watch:
      - file: /etc/systemd/system/tally.service

{% if grains['os_family'] == 'RedHat' %}
open the port:
  cmd.run:
    - name: firewall-cmd --permanent --add-port={{ tally.port }}/tcp
{% endif %}
