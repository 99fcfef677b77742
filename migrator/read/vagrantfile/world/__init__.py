"""What surrounds a Vagrantfile: files, the environment, the host, Ruby's libraries.

All of it is confined to the repository, and the host is a plain Linux machine with
nothing on it: no plugins, an empty environment, no files of its own.
"""
