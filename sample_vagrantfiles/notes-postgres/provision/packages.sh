#!/bin/bash
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

apt-get update
apt-get upgrade -y

# Native modules (bcrypt, pg-native one day) are compiled at `npm install`
BUILD_PACKAGES="build-essential python3 libpq-dev"

apt-get install -y $BUILD_PACKAGES ca-certificates curl git postgresql postgresql-contrib

curl -fsSL https://deb.nodesource.com/setup_18.x | bash -
apt-get install -y nodejs

apt-get autoremove -y && apt-get clean
