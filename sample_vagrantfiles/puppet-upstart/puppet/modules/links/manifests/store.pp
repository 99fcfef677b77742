# Redis keeps the links, on disk after every write.
class links::store {
  package { 'redis-server':
    ensure => installed,
  }

  file { '/etc/redis/local.conf':
    source  => 'puppet:///modules/links/local.conf',
    require => Package['redis-server'],
  }

  exec { 'read local.conf too':
    command => "echo 'include /etc/redis/local.conf' >> /etc/redis/redis.conf",
    unless  => 'grep -q local.conf /etc/redis/redis.conf',
    require => File['/etc/redis/local.conf'],
    notify  => Service['redis-server'],
  }

  service { 'redis-server':
    ensure => running,
    enable => true,
  }
}
