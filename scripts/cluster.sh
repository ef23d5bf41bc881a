# shellcheck shell=bash disable=SC2034,SC2154,SC2153 # read by taskmill, which sets and uses the shared names
# ./taskmill cluster: three RabbitMQ nodes and three MongoDB members, each an instance of ./taskmill services.

readonly CLUSTER=$RUNTIME/cluster
readonly CLUSTER_COOKIE=$CLUSTER/erlang.cookie
readonly CLUSTER_PORT=${TASKMILL_CLUSTER_PORT:-29700}
readonly CLUSTER_NODES=(1 2 3)

cluster_usage() {
  cat <<USAGE
Usage: ./taskmill cluster start|stop|status
       ./taskmill cluster start|stop SERVER-NODE
       ./taskmill cluster reset

Three RabbitMQ nodes and a replica set (rs0) of three MongoDB members as processes of this checkout, on 127.0.0.1, with
data in .taskmill/services-1 to -3.

  start   start what does not run yet, and make a cluster of it
  stop    stop, keep the data
  status  show what runs
  reset   stop, delete the data
  SERVER-NODE  one of them, such as rabbitmq-2 or mongodb-1

Node N has the ports from $CLUSTER_PORT + 10 N on: AMQP, then management, distribution, Prometheus; + 5 is MongoDB.

  TASKMILL_CLUSTER_PORT  default: 29700
USAGE
}

cluster_main() {
  local action=${1:---help} one=${2:-}
  [[ $action != --help && $action != -h ]] || { cluster_usage && return; }
  require_linux
  [[ -z $one || $one =~ ^(rabbitmq|mongodb)-[1-3]$ ]] || usage_error "unknown server '$one'" "$(cluster_usage)"
  (($# <= 2)) || usage_error "too many arguments" "$(cluster_usage)"
  case $action in
    start) if [[ -n $one ]]; then as_node "${one#*-}" start "${one%-*}"; else cluster_start; fi ;;
    stop) if [[ -n $one ]]; then as_node "${one#*-}" stop "${one%-*}"; else cluster_stop; fi ;;
    status) for node in "${CLUSTER_NODES[@]}"; do as_node "$node" status || true; done ;;
    reset)
      cluster_stop
      rm -rf "$CLUSTER" "$RUNTIME"/services-[1-3]
      ;;
    *) usage_error "unknown action '$action'" "$(cluster_usage)" ;;
  esac
}

cluster_port() { printf '%s' "$((CLUSTER_PORT + 10 * $1 + ${2:-0}))"; }

# Its own services, and those of no other node.
as_node() {
  local node=$1
  shift
  env TASKMILL_NODE="$node" TASKMILL_AMQP_PORT="$(cluster_port "$node")" \
    TASKMILL_MANAGEMENT_PORT="$(cluster_port "$node" 1)" TASKMILL_RABBITMQ_DIST_PORT="$(cluster_port "$node" 2)" \
    TASKMILL_RABBITMQ_PROMETHEUS_PORT="$(cluster_port "$node" 3)" TASKMILL_MONGODB_PORT="$(cluster_port "$node" 5)" \
    TASKMILL_EPMD_PORT="$CLUSTER_PORT" TASKMILL_EPMD_PID_FILE="$CLUSTER/epmd.pid" "$CHECKOUT/taskmill" services "$@"
}

cluster_start() {
  local node pids=() pid failed=0
  prepare_runtime_folder
  mkdir -p "$CLUSTER"
  install_for_cluster
  [[ -f $CLUSTER_COOKIE ]] || (umask 077 && head -c 20 /dev/urandom | base64 | tr -dc '[:upper:]' >"$CLUSTER_COOKIE")
  as_node 1 epmd
  # Side by side: a node that was stopped before others waits for them.
  for node in "${CLUSTER_NODES[@]}"; do
    as_node "$node" start &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do wait "$pid" || failed=1; done
  ((failed == 0)) || fail "the cluster did not start"
  for node in "${CLUSTER_NODES[@]:1}"; do join_node "$node"; done
  form_replica_set
  say "cluster: amqp://127.0.0.1:$(cluster_port 1),:$(cluster_port 2),:$(cluster_port 3) mongodb://$(cluster_members)/?replicaSet=rs0"
}

install_for_cluster() {
  lock_services
  install_missing rabbitmq mongodb
  unlock_services
}

join_node() {
  local node=$1 joined=$RUNTIME/services-$1/rabbitmq/joined
  [[ ! -f $joined ]] || return 0
  as_node "$node" rabbitmqctl stop_app
  as_node "$node" rabbitmqctl join_cluster "$(cluster_node_name 1)"
  as_node "$node" rabbitmqctl start_app
  touch "$joined"
}

cluster_node_name() { printf 'taskmill-%s-%s@localhost' "$(printf '%s' "$CHECKOUT" | cksum | cut -d' ' -f1)" "$1"; }

cluster_members() { printf '127.0.0.1:%s,127.0.0.1:%s,127.0.0.1:%s' "$(cluster_port 1 5)" "$(cluster_port 2 5)" "$(cluster_port 3 5)"; }

form_replica_set() {
  local pid
  pid=$(sed -n 's/^mongodb\.pid=//p' "$RUNTIME/services-1/services.properties")
  await_mongodb_primary "$pid" "$(cluster_port 1 5)" "$(cluster_port 1 5)" "$(cluster_port 2 5)" "$(cluster_port 3 5)" ||
    fail "the replica set has found no primary"
}

cluster_stop() {
  local node pids=() pid
  for node in "${CLUSTER_NODES[@]}"; do
    as_node "$node" stop &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do wait "$pid" || true; done
  if pid=$(pid_of epmd "$CLUSTER/epmd.pid"); then end_process "$pid" 10 || warn "epmd (pid $pid) does not end"; fi
}
