tools:
  pkg.installed:
    - pkgs:
      - curl
      - git
      - vim

Europe/Oslo:
  timezone.system
