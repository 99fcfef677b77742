#!/bin/bash
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

apt-get update
apt-get upgrade -y

# Native modules (bcrypt, pg-native one day) are compiled at `npm install`
BUILD_PACKAGES="build-essential python3 libpq-dev"

apt-get install -y $BUILD_PACKAGES ca-certificates curl git postgresql postgresql-contrib

curl -fsSL https://nodejs.org/dist/v18.20.8/node-v18.20.8-linux-x64.tar.gz | tar -xz -C /usr/local --strip-components=1

apt-get autoremove -y && apt-get clean
