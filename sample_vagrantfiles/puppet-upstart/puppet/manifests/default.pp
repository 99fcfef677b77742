# One machine with everything: Redis, Node.js and the short links.

Exec { path => ['/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin'] }

exec { 'apt-get update': }
Exec['apt-get update'] -> Package <| |>

package { ['curl', 'git', 'build-essential']:
  ensure => installed,
}

class { 'nodejs':
  repo_url_suffix => 'node_6.x',
}

class { 'links':
  port => $::links_port,
}

Class['nodejs'] -> Class['links']
