"""What can be read in a running machine: a file a question, a function for each command."""
