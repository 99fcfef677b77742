base:
  '*':
    - common
  'roles:database':
    - match: grain
    - tally.database
  'roles:web':
    - match: grain
    - tally
