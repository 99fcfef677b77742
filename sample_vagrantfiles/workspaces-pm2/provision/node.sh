#!/usr/bin/env bash
# Installs Node.js from its archive, and pm2: node.sh VERSION
set -euo pipefail

version=$1
archive="node-v$version-linux-x64"

if [ "$(node --version 2>/dev/null)" != "v$version" ]; then
  apt-get update -qq
  apt-get install -qq -y curl xz-utils
  curl -fsSL "https://nodejs.org/dist/v$version/$archive.tar.xz" \
    | tar -xJ -C /usr/local --strip-components=1 --no-same-owner
fi

npm install --global pm2@5.4.3
