# shellcheck shell=bash disable=SC2034,SC2154,SC2153 # read by taskmill, which sets and uses the shared names
# Whatever happens, what was started is ended.

CHILD=
SERVICES_TO_STOP=()
CLUSTER_TO_STOP=false
PROCESSES=()

clean_up_at_exit() {
  trap clean_up EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

clean_up() {
  local code=$? pid
  trap - EXIT
  trap '' HUP INT TERM
  set +e
  for pid in "${STARTING[@]}"; do end_process "$pid" 20; done
  [[ -z $CHILD ]] || end_process "$CHILD" 100
  [[ -z $DEPLOY_CHECK ]] || kill -TERM -- "-$DEPLOY_CHECK" 2>/dev/null
  end_taskmill_processes
  ! $CLUSTER_TO_STOP || cluster_stop
  ((${#SERVICES_TO_STOP[@]} == 0)) || stop_servers "${SERVICES_TO_STOP[@]}"
  exit "$code"
}

remember_stopped() {
  local server
  for server in "$@"; do
    "${server}_pid" >/dev/null || SERVICES_TO_STOP+=("$server")
  done
}

# Until the clean-up, which stops only what did not run before.
borrow_services() {
  require_linux
  remember_stopped rabbitmq mongodb
  services_start rabbitmq mongodb || exit 1
}

# For good, unless the start is interrupted.
services_start_to_stay() {
  local code=0
  clean_up_at_exit
  remember_stopped "$@"
  services_start "$@" || code=$?
  SERVICES_TO_STOP=()
  exit "$code"
}
