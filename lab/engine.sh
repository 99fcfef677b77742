# shellcheck shell=bash
# Starts and stops the lab's own Docker engine. Sourced by setup.sh; run as
# `bash lab/engine.sh stop` to end an engine that the lab started.
#
# An engine that is already running is used as it is. One that the lab starts
# keeps everything below .lab/, which git ignores and `make clean` removes.

# Debian's client with its plugins, whatever else calls itself docker on PATH.
export PATH="/usr/bin:/usr/sbin:$PATH"

state=${MIGRATOR_LAB_STATE:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/.lab}

engine_answers() { docker info --format '{{.ServerVersion}}' 2>/dev/null | grep -q .; }

start_engine() {
  engine_answers && return
  mkdir -p "$state"
  # Out of this shell's process group and without its output pipes: the engine
  # outlives `make lab` and must not keep a caller waiting for them to close.
  setsid nohup dockerd --data-root "$state/docker" \
    --pidfile "$state/dockerd.pid" >"$state/dockerd.log" 2>&1 </dev/null &
  local waited
  for ((waited = 0; waited < 60; waited++)); do
    engine_answers && return
    sleep 1
  done
  echo "lab: the Docker engine did not start; its last words:" >&2
  tail -n 20 "$state/dockerd.log" >&2
  return 1
}

stop_engine() {
  local pid waited
  pid=$(cat "$state/dockerd.pid" 2>/dev/null) || return 0
  # A pid file that outlived its machine may name somebody else's process.
  [[ "$(cat "/proc/$pid/comm" 2>/dev/null)" == dockerd ]] || return 0
  kill "$pid"
  for ((waited = 0; waited < 60; waited++)); do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 1
  done
  echo "lab: the Docker engine (process $pid) does not stop" >&2
  return 1
}

if [[ "${BASH_SOURCE[0]}" == "$0" ]]; then
  case "${1:-}" in
    start) start_engine ;;
    stop) stop_engine ;;
    *) echo "usage: bash lab/engine.sh start|stop" >&2; exit 2 ;;
  esac
fi
