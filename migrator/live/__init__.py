"""How a running machine is reached: through Vagrant, over SSH, or from a transcript."""
