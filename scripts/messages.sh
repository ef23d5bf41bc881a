# shellcheck shell=bash disable=SC2034,SC2154,SC2153 # read by taskmill, which sets and uses the shared names
# What the script says, and how it asks.

say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }
fail() {
  warn "taskmill: $*"
  exit 1
}
usage_error() {
  warn "taskmill: $1"
  warn "$2"
  exit "$EX_USAGE"
}

at_terminal() { [[ -t 0 && -t 1 && -z ${CI:-} ]]; }

confirmed() {
  local answer=
  read -r -p "$1 [y/N] " answer || true
  [[ $answer == [yY]* ]]
}
