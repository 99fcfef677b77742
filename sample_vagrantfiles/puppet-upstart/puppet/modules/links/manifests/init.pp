# The application: its store, its packages, its upstart job.
class links (
  $port        = 3000,
  $directory   = '/vagrant',
  $user        = 'vagrant',
  $environment = 'production',
) {
  include links::store

  exec { 'install the packages':
    command     => 'npm install --production',
    cwd         => $directory,
    user        => $user,
    environment => ["HOME=/home/${user}"],
    require     => Class['links::store'],
  }

  file { '/etc/init/links.conf':
    ensure  => file,
    content => template('links/links.conf.erb'),
    notify  => Service['links'],
  }

  service { 'links':
    ensure   => running,
    provider => upstart,
    require  => Exec['install the packages'],
  }
}
