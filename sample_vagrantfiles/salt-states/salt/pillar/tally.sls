node:
  version: 10.19.0

tally:
  directory: /vagrant
  port: 3100
  database:
    name: tally
    user: counter
    password: one-two-three
