"""Vagrant's configuration: what the blocks record, and how the scopes are merged.

The rules are those of Vagrant 2.3.4 (`plugins/kernel_v2/config/vm.rb`,
`lib/vagrant/vagrantfile.rb`, `plugins/kernel_v1/config/vm.rb`).
"""
