# shellcheck shell=bash disable=SC2034,SC2154,SC2153 # read by taskmill, which sets and uses the shared names
# Processes that the script starts: known again by a mark, ended by their id.

# Every server is started with TASKMILL_PROCESS in its environment, so a pid that the
# kernel gave to somebody else in the meantime is never mistaken for ours.
process_mark() { printf 'TASKMILL_PROCESS=%s:%s' "$1" "$CHECKOUT"; }

is_ours() {
  local name=$1 pid=$2
  [[ $pid =~ ^[0-9]+$ && -r /proc/$pid/environ ]] || return 1
  grep -qzxF -- "$(process_mark "$name")" "/proc/$pid/environ" 2>/dev/null
}

pid_of() {
  local name=$1 pid_file=$2 pid=
  [[ -f $pid_file ]] || return 1
  read -r pid <"$pid_file" || true
  is_ours "$name" "$pid" || return 1
  printf '%s' "$pid"
}

# Runs a server in a session of its own, out of reach of the terminal's Ctrl-C, and records its pid at
# once. The last steps of "$@" are exec, so that $! is the server itself. No lock is handed on (8, 9).
launch() {
  local pid_file=$1 log=$2
  shift 2
  "$@" </dev/null >"$log" 2>&1 8>&- 9>&- &
  printf '%s\n' $! >"$pid_file"
}

wait_until_gone() {
  local pid=$1 tenths=$2
  while ((tenths-- > 0)); do
    is_alive "$pid" || return 0
    sleep 0.1
  done
  ! is_alive "$pid"
}

# A zombie has ended; only its parent has not looked yet.
is_alive() {
  local state
  state=$(sed -n 's/^State:[[:space:]]*\(.\).*/\1/p' "/proc/$1/status" 2>/dev/null) || return 1
  [[ -n $state && $state != Z ]]
}

end_process() {
  local pid=$1 tenths=$2
  kill -TERM "$pid" 2>/dev/null || return 0
  wait_until_gone "$pid" "$tenths" && return 0
  kill -KILL "$pid" 2>/dev/null || return 0
  wait_until_gone "$pid" 20
}

resident_megabytes() {
  awk '/^VmRSS:/ {printf "%d MB", $2 / 1024}' "/proc/$1/status" 2>/dev/null || true
}
