# shellcheck shell=bash disable=SC2034,SC2154,SC2153 # read by taskmill, which sets and uses the shared names
# ./taskmill services

# What runs, and where: read by the Java test fixtures. There is no file when nothing runs.
write_properties() {
  local draft=$SERVICES_PROPERTIES.$BASHPID
  [[ -d $SERVICES ]] || return 0
  { rabbitmq_properties && mongodb_properties; } >"$draft"
  if [[ -s $draft ]]; then
    mv "$draft" "$SERVICES_PROPERTIES"
  else
    rm -f "$draft" "$SERVICES_PROPERTIES"
  fi
}

rabbitmq_properties() {
  local pid
  pid=$(rabbitmq_pid) || return 0
  cat <<PROPERTIES
rabbitmq.uri=amqp://guest:guest@127.0.0.1:$(rabbitmq_amqp_port)
rabbitmq.management=http://127.0.0.1:$(rabbitmq_management_port)
rabbitmq.username=guest
rabbitmq.password=guest
rabbitmq.node=$(rabbitmq_node)
rabbitmq.pid=$pid
PROPERTIES
}

mongodb_properties() {
  local pid
  pid=$(mongodb_pid) || return 0
  cat <<PROPERTIES
mongodb.uri=mongodb://127.0.0.1:$(mongodb_listen_port "$pid")/?replicaSet=rs0
mongodb.pid=$pid
PROPERTIES
}

property() { sed -n "s|^${1//./\\.}=||p" "$SERVICES_PROPERTIES" 2>/dev/null || true; }

prepare_runtime_folder() {
  mkdir -p "$SERVICES" "$RUNTIME/tools" "$LOGS"
  [[ -f $RUNTIME/.gitignore ]] || printf '*\n' >"$RUNTIME/.gitignore"
}

lock_services() {
  prepare_runtime_folder
  exec 9>"$SERVICES/lock"
  flock -w 900 9 || fail "another './taskmill services' has been at work for 15 minutes. End it, then try again."
}
unlock_services() { exec 9>&-; }

require_linux() {
  [[ $(uname -s) == Linux ]] || fail "'services' needs Linux. Elsewhere start RabbitMQ and MongoDB yourself, see README.md."
}

servers_named() {
  case ${1:-} in
    '') say "rabbitmq mongodb" ;;
    rabbitmq | mongodb) say "$1" ;;
    *) return 1 ;;
  esac
}

STARTING=()

services_start() {
  local server pid failed=0
  lock_services
  install_missing "$@"
  # Before anything is started: a taken port should leave nothing half done.
  for server in "$@"; do
    "${server}_pid" >/dev/null || "require_${server}_ports"
  done
  for server in "$@"; do
    "start_$server" &
    STARTING+=($!)
  done
  for pid in "${STARTING[@]}"; do
    wait "$pid" || failed=1
  done
  STARTING=()
  write_properties
  unlock_services
  return "$failed"
}

services_stop() {
  local server
  for server in "$@"; do
    "${server}_pid" >/dev/null || say "$server is not running"
  done
  stop_servers "$@"
}

stop_servers() {
  local server ran
  lock_services
  for server in "$@"; do
    ran=$("${server}_pid") || ran=
    "stop_$server"
    [[ -z $ran ]] || say "$server stopped"
  done
  unlock_services
}

services_status() {
  local server pid all_run=0
  status_row SERVER STATE VERSION PORT PID MEMORY DATA
  for server in "$@"; do
    if pid=$("${server}_pid"); then
      status_row "$server" running "$("${server}_version")" "$("${server}_port" "$pid")" "$pid" \
        "$(resident_megabytes "$pid")" "$SERVICES/$server"
    else
      status_row "$server" stopped "$("${server}_version")" - - - "$SERVICES/$server"
      all_run=$EX_NOT_RUNNING
    fi
  done
  return "$all_run"
}

status_row() { printf '%-9s %-8s %-9s %-6s %-8s %-8s %s\n' "$@"; }
rabbitmq_port() { rabbitmq_amqp_port; }
mongodb_port() { mongodb_listen_port "$1"; }

services_reset() {
  local -a running=()
  local server
  if [[ ${1:-} != --yes ]] && at_terminal; then
    confirmed "Delete all queues, messages and documents in $SERVICES?" || fail "nothing was deleted."
  fi
  for server in rabbitmq mongodb; do
    ! "${server}_pid" >/dev/null || running+=("$server")
  done
  stop_servers rabbitmq mongodb
  rm -rf "$RABBITMQ" "$MONGODB"
  say "data deleted"
  ((${#running[@]} == 0)) || services_start "${running[@]}"
}

services_usage() {
  cat <<'USAGE'
Usage: ./taskmill services start|stop|status [rabbitmq|mongodb]
       ./taskmill services reset [--yes]
       ./taskmill services rabbitmqctl ARGUMENT…

RabbitMQ and MongoDB (a replica set of one, rs0) as processes of this checkout: own ports on
127.0.0.1, data in .taskmill/services. A server that this checkout did not start is never touched.

  start   start what does not run yet; installs what is missing
  stop    stop, keep the data
  status  show what runs; exit code 0 if all does, 3 otherwise
  reset   stop, delete the data, start again what ran
  rabbitmqctl  RabbitMQ's own tool, about this checkout's node, such as: rabbitmqctl list_queues

Addresses of what runs are in .taskmill/services/services.properties.

Ports, changed by variables:
  TASKMILL_AMQP_PORT                 29672
  TASKMILL_MANAGEMENT_PORT           AMQP port + 1
  TASKMILL_RABBITMQ_DIST_PORT        AMQP port + 2
  TASKMILL_EPMD_PORT                 AMQP port + 3
  TASKMILL_RABBITMQ_PROMETHEUS_PORT  AMQP port + 20
  TASKMILL_MONGODB_PORT              29017
USAGE
}

services_main() {
  local action=${1:---help} servers
  [[ $action != --help && $action != -h && ${2:-} != --help ]] || { services_usage && return; }
  require_linux
  case $action in
    start | stop | status)
      servers=$(servers_named "${2:-}") || usage_error "unknown server '$2'" "$(services_usage)"
      (($# <= 2)) || usage_error "too many arguments" "$(services_usage)"
      [[ $action != start ]] || action=start_to_stay
      # shellcheck disable=SC2086
      "services_${action}" $servers
      ;;
    reset)
      [[ ${2:-} == '' || ${2:-} == --yes ]] || usage_error "unknown option '$2'" "$(services_usage)"
      services_reset "${2:-}"
      ;;
    epmd) # for the nodes of a cluster, which share one
      lock_services
      write_rabbitmq_configuration
      start_epmd
      ;;
    rabbitmqctl)
      rabbitmq_pid >/dev/null || fail "rabbitmq is not running"
      rabbitmqctl_of_node "${@:2}"
      ;;
    *) usage_error "unknown action '$action'" "$(services_usage)" ;;
  esac
}
