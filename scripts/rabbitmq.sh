# shellcheck shell=bash disable=SC2034,SC2154,SC2153 # read by taskmill, which sets and uses the shared names
# A RabbitMQ node of this checkout alone.

# The wrappers on the PATH change user and drop the environment, so the scripts behind them are called.
rabbitmq_home() {
  local home
  command -v erl >/dev/null || return 1
  for home in "${RABBITMQ_HOME:-}" /usr/lib/rabbitmq/lib/rabbitmq_server-* /opt/rabbitmq /usr/local/lib/rabbitmq; do
    if [[ -n $home && -x $home/sbin/rabbitmq-server ]]; then
      printf '%s' "$home"
      return 0
    fi
  done
  return 1
}

rabbitmq_version() {
  local home plugin
  home=$(rabbitmq_home) || return 0
  for plugin in "$home"/plugins/rabbit-[0-9]*; do
    plugin=${plugin##*/rabbit-}
    printf '%s' "${plugin%.ez}"
    return 0
  done
}

rabbitmq_node() { printf 'taskmill-%s%s@localhost' "$(printf '%s' "$CHECKOUT" | cksum | cut -d' ' -f1)" "${NODE:+-$NODE}"; }
rabbitmq_pid() { pid_of rabbitmq "$RABBITMQ/rabbitmq.pid"; }
epmd_pid() { pid_of epmd "$EPMD_PID_FILE"; }

require_rabbitmq_ports() {
  require_free_port "$AMQP_PORT" TASKMILL_AMQP_PORT "RabbitMQ, AMQP"
  require_free_port "$MANAGEMENT_PORT" TASKMILL_MANAGEMENT_PORT "RabbitMQ, management API"
  require_free_port "$DIST_PORT" TASKMILL_RABBITMQ_DIST_PORT "RabbitMQ, Erlang distribution"
  require_free_port "$PROMETHEUS_PORT" TASKMILL_RABBITMQ_PROMETHEUS_PORT "RabbitMQ, Prometheus metrics"
  epmd_pid >/dev/null || require_free_port "$EPMD_PORT" TASKMILL_EPMD_PORT "Erlang port mapper"
}

write_rabbitmq_configuration() {
  mkdir -p "$RABBITMQ/conf.d" "$RABBITMQ/data" "$RABBITMQ/log"
  printf '[rabbitmq_management,rabbitmq_prometheus].\n' >"$RABBITMQ/enabled_plugins"
  printf '[].\n' >"$RABBITMQ/advanced.config"
  cat >"$RABBITMQ/rabbitmq.conf" <<CONFIGURATION
listeners.tcp.taskmill = 127.0.0.1:$AMQP_PORT
management.tcp.ip = 127.0.0.1
management.tcp.port = $MANAGEMENT_PORT
prometheus.tcp.ip = 127.0.0.1
prometheus.tcp.port = $PROMETHEUS_PORT
collect_statistics_interval = 1000
disk_free_limit.absolute = 50MB
vm_memory_high_watermark.absolute = 2GB
raft.wal_max_size_bytes = 33554432
log.console = false
log.file.level = warning
CONFIGURATION
  [[ -z $NODE ]] || write_clustering
}

write_clustering() {
  printf 'cluster_partition_handling = pause_minority\n' >>"$RABBITMQ/rabbitmq.conf"
  [[ -f $RABBITMQ/.erlang.cookie ]] || install -m 400 "$CLUSTER_COOKIE" "$RABBITMQ/.erlang.cookie"
}

# A clean environment: RABBITMQ_* and ERL_* of the caller must not reach into this node.
# RUNNING_UNDER_SYSTEMD makes the package's script exec the node instead of waiting for it.
exec_in_rabbitmq_environment() {
  local name=$1
  shift
  exec env -i PATH="$PATH" LANG=C.UTF-8 HOME="$RABBITMQ" "$(process_mark "$name")" \
    ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT="$EPMD_PORT" ERL_CRASH_DUMP="$RABBITMQ/log/erl_crash.dump" \
    RABBITMQ_CONF_ENV_FILE=/dev/null RUNNING_UNDER_SYSTEMD=true \
    RABBITMQ_NODENAME="$(rabbitmq_node)" \
    RABBITMQ_NODE_PORT="$AMQP_PORT" \
    RABBITMQ_DIST_PORT="$DIST_PORT" \
    RABBITMQ_PID_FILE="$RABBITMQ/rabbitmq.pid" \
    RABBITMQ_MNESIA_BASE="$RABBITMQ/data" \
    RABBITMQ_LOG_BASE="$RABBITMQ/log" \
    RABBITMQ_CONFIG_FILE="$RABBITMQ/rabbitmq.conf" \
    RABBITMQ_CONFIG_FILES="$RABBITMQ/conf.d" \
    RABBITMQ_ADVANCED_CONFIG_FILE="$RABBITMQ/advanced.config" \
    RABBITMQ_GENERATED_CONFIG_DIR="$RABBITMQ/data/config" \
    RABBITMQ_SCHEMA_DIR="$RABBITMQ/data/schema" \
    RABBITMQ_ENABLED_PLUGINS_FILE="$RABBITMQ/enabled_plugins" \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-start_epmd false -kernel inet_dist_use_interface {127,0,0,1} -rabbit quorum_tick_interval 1000' \
    "$@"
}

start_epmd() {
  epmd_pid >/dev/null && return 0
  launch "$EPMD_PID_FILE" "$RABBITMQ/log/epmd.log" exec_in_rabbitmq_environment epmd setsid epmd
}

start_rabbitmq() {
  local home pid began=$SECONDS
  if pid=$(rabbitmq_pid); then
    await_rabbitmq "$pid"
    say "rabbitmq is already running on port $(rabbitmq_amqp_port)"
    return 0
  fi
  home=$(rabbitmq_home)
  write_rabbitmq_configuration
  start_epmd
  launch "$RABBITMQ/rabbitmq.pid" "$RABBITMQ/log/startup.log" \
    exec_in_rabbitmq_environment rabbitmq setsid "$home/sbin/rabbitmq-server"
  await_rabbitmq $!
  write_properties
  say "rabbitmq $(rabbitmq_version) runs on port $AMQP_PORT, management on http://127.0.0.1:$MANAGEMENT_PORT (guest/guest), after $((SECONDS - began)) s"
}

# Its own tool, about this node.
rabbitmqctl_of_node() {
  (exec_in_rabbitmq_environment rabbitmqctl "$(rabbitmq_home)/sbin/rabbitmqctl" --quiet "$@")
}

# As configured at its start: the variables may have changed since.
rabbitmq_amqp_port() { sed -n 's/^listeners\.tcp\.taskmill = 127\.0\.0\.1://p' "$RABBITMQ/rabbitmq.conf"; }
rabbitmq_management_port() { sed -n 's/^management\.tcp\.port = //p' "$RABBITMQ/rabbitmq.conf"; }

await_rabbitmq() {
  local pid=$1 deadline=$((SECONDS + 60)) why
  until rabbitmq_answers; do
    if ! is_alive "$pid" || ((SECONDS > deadline)); then
      why="did not answer within 60 s"
      is_alive "$pid" || why="ended while it was starting"
      tail -n 20 "$RABBITMQ/log/startup.log" >&2 || true
      stop_rabbitmq
      fail "RabbitMQ $why. See $RABBITMQ/log. If its data is damaged: ./taskmill services reset"
    fi
    sleep 0.2
  done
}

# The node itself tells when its AMQP listener is open, the last thing it does at its start.
rabbitmq_answers() {
  local check
  check="http://127.0.0.1:$(rabbitmq_management_port)/api/health/checks/port-listener/$(rabbitmq_amqp_port)"
  [[ $(http GET "$check" '' guest:guest | tail -n 1) == 200 ]]
}

# RabbitMQ 3.10 waits 5 s for itself when it stops with the management plugin's event handler in place
# (the handler calls the application controller, which is busy stopping it), so the handler goes first.
ask_rabbitmq_to_stop() {
  (exec_in_rabbitmq_environment rabbitmq-stop timeout 6 erl -noinput -hidden -start_epmd false \
    -sname "stop-$BASHPID@localhost" -kernel inet_dist_use_interface '{127,0,0,1}' \
    -eval "N = '$(rabbitmq_node)',
           true = rpc:call(N, rabbit, is_running, [], 1000),
           rpc:call(N, gen_event, delete_handler, [rabbit_event, rabbit_mgmt_db_handler, stop], 1000),
           rpc:call(N, rabbit, stop_and_halt, []), halt().") \
    </dev/null >/dev/null 2>&1 8>&- 9>&-
}

stop_rabbitmq() {
  local pid
  if pid=$(rabbitmq_pid); then
    # A node that is still starting understands only a signal.
    if ! ask_rabbitmq_to_stop || ! wait_until_gone "$pid" 10; then
      end_process "$pid" 30 || warn "rabbitmq (pid $pid) does not end"
    fi
  fi
  rm -f "$RABBITMQ/rabbitmq.pid"
  [[ -n $NODE ]] || stop_epmd # that of a cluster serves other nodes as well
  write_properties
}

stop_epmd() {
  local pid
  if pid=$(epmd_pid); then
    end_process "$pid" 10 || warn "epmd (pid $pid) does not end"
  fi
  rm -f "$EPMD_PID_FILE"
}
