default["polls"]["directory"] = "/vagrant"
default["polls"]["port"] = 3000
default["polls"]["environment"] = "development"
default["polls"]["database"]["name"] = "polls"
default["polls"]["database"]["user"] = "polls"
default["polls"]["database"]["password"] = "polls"
