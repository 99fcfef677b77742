#!/usr/bin/env bash
# The application's machine: app.sh CACHE_ADDRESS TTL, as the user vagrant
set -e

CACHE_HOST="${1:-localhost}"
FORTUNE_TTL="${2:-60}"
NVM_VERSION=v0.39.7

sudo apt-get update
sudo apt-get install -y curl git tmux

install_nvm() {
  curl -o- "https://raw.githubusercontent.com/nvm-sh/nvm/${NVM_VERSION}/install.sh" | bash
}

[ -s ~/.nvm/nvm.sh ] || install_nvm
source ~/.nvm/nvm.sh

cd /vagrant
nvm install        # the version in .nvmrc
nvm alias default "$(cat .nvmrc)"
npm ci

# For every login, the one in tmux below among them
cat > ~/.fortune <<EOF
export CACHE_HOST=$CACHE_HOST
export FORTUNE_TTL=$FORTUNE_TTL
EOF
grep -q '.fortune' ~/.profile || echo '. ~/.fortune' >> ~/.profile

tmux has-session -t fortune 2>/dev/null \
  || tmux new-session -d -s fortune "bash -lc 'source ~/.nvm/nvm.sh; cd /vagrant && npm start'"
