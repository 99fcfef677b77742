"""The lab: a real Docker engine and a real Vagrant, with stand-ins for images that are not pulled.

Nothing here ships with the package. The tests under tests/lab use it, and
`python -m lab` prepares it by hand.
"""
