#!/bin/bash
# setup.sh NODE_VERSION
set -ex

NODE_VERSION=$1
NODE="node-v$NODE_VERSION-linux-x64"
YARN_VERSION=1.22.22

apt-get update
apt-get install -y --no-install-recommends ca-certificates wget xz-utils less

# The official tarball; a marker keeps a second `vagrant provision` short
if [ ! -f "/opt/.$NODE" ]; then
  cd /tmp
  wget -q "https://nodejs.org/dist/v$NODE_VERSION/$NODE.tar.xz"
  tar -xJf "$NODE.tar.xz" -C /usr/local --strip-components=1
  rm "$NODE.tar.xz"
  touch "/opt/.$NODE"
fi

npm install --global yarn@$YARN_VERSION

su - vagrant -c "cd /srv/polls && yarn install --frozen-lockfile && yarn cache clean"

cat > /etc/motd <<'MOTD'

  Polls are in /srv/polls; start them with:  cd /srv/polls && yarn start

MOTD
