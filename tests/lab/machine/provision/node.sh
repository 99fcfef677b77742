#!/usr/bin/env bash
set -e

# The company's copy of the official tarball; the machine has no way out.
NODE_VERSION=16.20.2
tar -xzf "/vagrant/vendor/node-v$NODE_VERSION-linux-x64.tar.gz" -C /usr/local --strip-components=1
