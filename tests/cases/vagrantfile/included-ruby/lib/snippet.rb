config.vm.provision "shell", inline: "echo snippet"
