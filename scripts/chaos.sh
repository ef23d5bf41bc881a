# shellcheck shell=bash disable=SC2034,SC2154,SC2153 # read by taskmill, which sets and uses the shared names
# ./taskmill chaos: faults of every kind under load, and the accounts afterwards.

readonly CHAOS=$RUNTIME/chaos
readonly CHAOS_PACKAGE=io.taskmill.it.chaos
readonly CHAOS_ROUND_MINUTES=10
readonly CONSOLE=(org.junit.platform.console.ConsoleLauncher execute --disable-banner --details=none --fail-if-no-tests
  --select-class)

chaos_usage() {
  cat <<USAGE
Usage: ./taskmill chaos [--minutes N] [--seed S] [--cluster] [--faults KINDS] [--rate N] [--detach]
       ./taskmill chaos --replay PLAN [--cluster] [--rate N]
       ./taskmill chaos --recovery [--repeats N] [--detach]
       ./taskmill chaos --soak [--minutes N] [--detach]
       ./taskmill chaos --status | --stop

Runs two APIs, two projectors and three workers on RabbitMQ and MongoDB, lets clients do with tasks whatever people
do with tasks, and meanwhile kills, stops, freezes and cuts off one part after the other. Then it holds what
is stored against what clients were told and what handlers did. See docs/reliability.md.

  --minutes N     for how long faults begin; default: 10. In rounds of $CHAOS_ROUND_MINUTES minutes, each with an empty broker
                  and store
  --seed S        of the plan: the same seed gives the same faults at the same times; default: any
  --cluster       on three nodes of each server, see './taskmill cluster --help'
  --faults KINDS  such as kill-worker,freeze-store; default: all
  --rate N        errands that are begun a second, as far as the machine gets; default: 40
  --replay PLAN   plays a plan that an earlier run has written down
  --recovery      how long single faults are felt, each by itself, N times (default: 20)
  --soak          half of what the machine can do, without a fault: whether anything grows
  --detach        goes on in the background; its log is .taskmill/logs/chaos.log
  --status        tells how far the one in the background is
  --stop          ends it

What was found is in .taskmill/chaos/SEED-MINUTES: the file outcomes has a line for each round that is through, and
each round has its plan, its books and its findings in a folder. The same command again goes on after the last
round that is through. Nothing else may use this checkout's servers meanwhile.

The exit code is 0 if nothing was found, 1 if something was.
USAGE
}

chaos_main() {
  local minutes=10 seed='' faults='' rate=40 replay='' repeats=20 cluster=false mode=rounds detach=false
  local -a again=("$@")
  while (($# > 0)); do
    case $1 in
      --help | -h) chaos_usage && return ;;
      --status) chaos_status && return ;;
      --stop) chaos_stop && return ;;
      --detach) detach=true ;;
      --cluster) cluster=true ;;
      --recovery | --soak) mode=${1#--} ;;
      --minutes | --seed | --rate | --repeats)
        [[ ${2:-} =~ ^[0-9]{1,9}$ && $2 != 0 ]] || usage_error "$1 needs a number" "$(chaos_usage)"
        printf -v "${1#--}" '%s' "$2"
        shift
        ;;
      --seed=*) seed=${1#--seed=} ;; # of the one in the background
      --faults | --replay)
        [[ -n ${2:-} ]] || usage_error "$1 needs a value" "$(chaos_usage)"
        printf -v "${1#--}" '%s' "$2"
        shift
        ;;
      *) usage_error "unknown argument '$1'" "$(chaos_usage)" ;;
    esac
    shift
  done
  [[ -z $replay || -f $replay ]] || fail "there is no plan $replay"
  seed=${seed:-$((RANDOM * 32768 + RANDOM + 1))}
  require_linux
  if $detach; then
    chaos_detach "${again[@]/#--detach/--seed=$seed}"
    return
  fi
  clean_up_at_exit
  build_chaos
  if [[ $mode == soak ]]; then # a cache that is full is flat
    services_stop mongodb
    MONGODB_CACHE_GB=0.25
  fi
  if $cluster; then borrow_cluster; else borrow_services; fi
  case $mode in
    rounds) chaos_rounds ;;
    recovery) chaos_java "$CHAOS" "$seed" "$minutes" "${CONSOLE[@]}" "$CHAOS_PACKAGE.RecoveryChaos" ;;
    soak) chaos_java "$CHAOS" "$seed" "$minutes" "${CONSOLE[@]}" "$CHAOS_PACKAGE.SystemSoak" ;;
  esac
}

chaos_pid() { pid_of chaos "$CHAOS/chaos.pid"; }

chaos_detach() {
  local pid
  mkdir -p "$CHAOS" "$LOGS"
  ! pid=$(chaos_pid) || fail "one is at work (pid $pid). See './taskmill chaos --status'."
  launch "$CHAOS/chaos.pid" "$LOGS/chaos.log" chaos_exec "$@"
  say "in the background (pid $!): ./taskmill chaos $*"
}

chaos_exec() { exec env "$(process_mark chaos)" setsid "$CHECKOUT/taskmill" chaos "$@"; }

chaos_status() {
  local pid
  if pid=$(chaos_pid); then say "at work (pid $pid)"; else say "not at work"; fi
  tail -n 30 "$LOGS/chaos.log" 2>/dev/null || true
}

chaos_stop() {
  local pid
  pid=$(chaos_pid) || fail "none is at work"
  end_process "$pid" 600 || fail "chaos (pid $pid) does not end"
}

# With the arguments of chaos_main, by their names.
chaos_rounds() {
  local folder=$CHAOS/$seed-$minutes rounds round length failed=0
  mkdir -p "$folder"
  rounds=$(((minutes + CHAOS_ROUND_MINUTES - 1) / CHAOS_ROUND_MINUTES))
  [[ -z $replay ]] || rounds=1
  for ((round = $(chaos_rounds_through "$folder"); round < rounds; round++)); do
    length=$((minutes - round * CHAOS_ROUND_MINUTES))
    ((length <= CHAOS_ROUND_MINUTES)) || length=$CHAOS_ROUND_MINUTES
    say "round $((round + 1)) of $rounds: $length min, seed $((seed + round))"
    rm -rf "${folder:?}/$((seed + round))"
    chaos_java "$folder" "$((seed + round))" "$length" "${CONSOLE[@]}" "$CHAOS_PACKAGE.SystemChaos" || failed=1
    (($(chaos_rounds_through "$folder") > round)) || fail "round $((round + 1)) broke off. The same command goes on with it."
  done
  chaos_java "$folder" "$seed" "$minutes" "$CHAOS_PACKAGE.Report" "$folder/outcomes" || failed=1
  return "$failed"
}

borrow_cluster() {
  [[ -n $(pid_of epmd "$CLUSTER/epmd.pid") ]] || CLUSTER_TO_STOP=true
  cluster_start
}

chaos_rounds_through() { if [[ -f $1/outcomes ]]; then wc -l <"$1/outcomes"; else printf 0; fi; }

build_chaos() {
  prepare_runtime_folder
  lock_build
  if ! no_newer_than "$RUNTIME/built-chaos" "$CHECKOUT"/task-*/{src,pom.xml} "$CHECKOUT"/task-handlers/*/src "$CHECKOUT/pom.xml"; then
    say "building …"
    build_as built-chaos -pl task-it -am org.apache.maven.plugins:maven-dependency-plugin:build-classpath \
      -Dmdep.outputFile=target/classpath -Dmdep.includeScope=test
  fi
  unlock_build
}

# Leaves the process in CHILD, for the trap to end, and waits for it. The options are those of chaos_main, by their names.
chaos_java() {
  local folder=$1 seed=$2 minutes=$3 code=0
  local it=$CHECKOUT/task-it/target
  local -a options=(-Dtaskmill.root="$CHECKOUT" -Dtaskmill.chaos.folder="$folder" -Dtaskmill.chaos.seed="$seed"
    -Dtaskmill.chaos.minutes="$minutes" -Dtaskmill.chaos.rate="$rate" -Dtaskmill.chaos.repeats="$repeats"
    -Dlogging.config="$CHECKOUT/task-it/src/test/logging/tests.xml"
    -Dlogback.configurationFile="$CHECKOUT/task-it/src/test/logging/tests.xml")
  shift 3
  [[ -z $faults ]] || options+=(-Dtaskmill.chaos.faults="$faults")
  [[ -z $replay ]] || options+=(-Dtaskmill.chaos.replay="$replay")
  ! $cluster || options+=(-Dtaskmill.chaos.cluster=true
    -DTASKMILL_TEST_RABBITMQ_URI="amqp://guest:guest@127.0.0.1:$(cluster_port 1)"
    -DTASKMILL_TEST_RABBITMQ_MANAGEMENT="http://127.0.0.1:$(cluster_port 1 1)"
    -DTASKMILL_TEST_MONGODB_URI="mongodb://$(cluster_members)/?replicaSet=rs0")
  "$(require_jdk)/bin/java" -XX:+UseSerialGC -Xmx1g -cp "$it/test-classes:$(<"$it/classpath")" "${options[@]}" "$@" \
    6>&- 7>&- 8>&- 9>&- &
  CHILD=$!
  wait "$CHILD" || code=$?
  CHILD=
  return "$code"
}
