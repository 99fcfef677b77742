base:
  '*':
    - tally
