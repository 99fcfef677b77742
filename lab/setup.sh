#!/usr/bin/env bash
# Sets up the lab on a Debian 12 or 13 machine, as root: a Docker engine with
# BuildKit and Compose v2, debootstrap and Vagrant. Safe to run again: what is
# already there is left alone.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/lab/engine.sh"

say() { echo "lab: $*" >&2; }
fail() { say "$*"; exit 1; }

is_installed() { dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed; }

apt_install() {
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 \
    install -y -qq --no-install-recommends "$@" >&2
}

# Installs those of the packages "NAME" or "NAME/SUITE" that are missing.
ensure_installed() {
  local missing=() package
  for package in "$@"; do
    is_installed "${package%%/*}" || missing+=("$package")
  done
  if ((${#missing[@]})); then
    say "installing ${missing[*]}"
    apt-get -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 update -qq >&2
    apt_install "${missing[@]}"
  fi
}

# bookworm's Docker is too old for Compose v2. trixie's packages run on it, so
# trixie is added from the mirror that this machine already uses, pinned so low
# that nothing is upgraded by it.
add_trixie() {
  local mirror keyring
  read -r mirror keyring < <(
    apt-get indextargets --format '$(RELEASE) $(REPO_URI) $(SIGNED_BY)' 'Created-By: Packages' |
      awk '$1 == "bookworm" { print $2, $3; exit }'
  ) || true
  [[ -n "$mirror" ]] || fail "apt has no source for bookworm here; add one and run make lab again."
  [[ "$keyring" == /* ]] || keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  cat >/etc/apt/sources.list.d/migrator-lab.sources <<SOURCE
Types: deb
URIs: $mirror
Suites: trixie
Components: main
Signed-By: $keyring
SOURCE
  printf 'Package: *\nPin: release n=trixie\nPin-Priority: 100\n' \
    >/etc/apt/preferences.d/migrator-lab
}

install_packages() {
  ensure_installed ca-certificates curl debootstrap iptables openssh-client openssh-server procps vagrant
  if ! docker buildx version &>/dev/null || ! docker compose version &>/dev/null; then
    local suite=""
    if [[ "$codename" == bookworm ]]; then
      add_trixie
      suite=/trixie
    fi
    ensure_installed "docker.io$suite" "docker-cli$suite" "docker-buildx$suite" \
      "docker-compose$suite"
  fi
  command -v npm >/dev/null || ensure_installed npm
}

((EUID == 0)) || fail "run it as root: sudo make lab"
codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
[[ "$codename" == bookworm || "$codename" == trixie ]] ||
  fail "the lab knows Debian 12 (bookworm) and 13 (trixie); this is '${codename:-unknown}'."

install_packages
start_engine
say "Docker $(docker version --format '{{.Server.Version}}'), Compose $(docker compose version --short)," \
  "$(docker info --format '{{.Driver}}'), $(vagrant --version)"
