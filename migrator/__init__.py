"""Vagrant-to-Docker migration assistant for Node.js applications."""

__version__ = "0.1.0"
