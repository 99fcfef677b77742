Vagrant.configure("2") do |config|
  config.vm.provision "shell", inline: "echo more"
end
