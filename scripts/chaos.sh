# shellcheck shell=bash disable=SC2034,SC2154,SC2153 # read by taskmill, which sets and uses the shared names
# ./taskmill chaos: faults of every kind under load, and the accounts afterwards.

readonly CHAOS=$RUNTIME/chaos
readonly CHAOS_PACKAGE=io.taskmill.it.chaos
readonly CHAOS_ROUND_MINUTES=10

chaos_usage() {
  cat <<USAGE
Usage: ./taskmill chaos [--minutes N] [--seed S] [--faults KINDS] [--rate N] [--detach]
       ./taskmill chaos --replay PLAN [--rate N]
       ./taskmill chaos --status | --stop

Runs two APIs, two projectors and three workers on RabbitMQ and MongoDB, lets clients do with tasks whatever people
do with tasks, and meanwhile kills, stops, freezes and cuts off one part after the other. Then it holds what
is stored against what clients were told and what handlers did. See docs/reliability.md.

  --minutes N     for how long faults begin; default: 10. In rounds of $CHAOS_ROUND_MINUTES minutes, each with an empty broker
                  and store
  --seed S        of the plan: the same seed gives the same faults at the same times; default: any
  --faults KINDS  such as kill-worker,freeze-store; default: all
  --rate N        errands that are begun a second, as far as the machine gets; default: 40
  --replay PLAN   plays a plan that an earlier run has written down
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
  local minutes=10 seed='' faults='' rate=40 replay='' detach=false
  while (($# > 0)); do
    case $1 in
      --help | -h) chaos_usage && return ;;
      --status) chaos_status && return ;;
      --stop) chaos_stop && return ;;
      --detach) detach=true ;;
      --minutes | --seed | --rate)
        [[ ${2:-} =~ ^[0-9]{1,9}$ && $2 != 0 ]] || usage_error "$1 needs a number" "$(chaos_usage)"
        printf -v "${1#--}" '%s' "$2"
        shift
        ;;
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
    chaos_detach --minutes "$minutes" --seed "$seed" --rate "$rate" ${faults:+--faults "$faults"} ${replay:+--replay "$(readlink -f "$replay")"}
  else
    chaos_run "$minutes" "$seed" "$faults" "$rate" "$replay"
  fi
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

chaos_run() {
  local minutes=$1 seed=$2 faults=$3 rate=$4 replay=$5
  local folder=$CHAOS/$seed-$minutes rounds round length failed=0
  clean_up_at_exit
  build_chaos
  borrow_services
  mkdir -p "$folder"
  rounds=$(((minutes + CHAOS_ROUND_MINUTES - 1) / CHAOS_ROUND_MINUTES))
  [[ -z $replay ]] || rounds=1
  for ((round = $(chaos_rounds_through "$folder"); round < rounds; round++)); do
    length=$((minutes - round * CHAOS_ROUND_MINUTES))
    ((length <= CHAOS_ROUND_MINUTES)) || length=$CHAOS_ROUND_MINUTES
    say "round $((round + 1)) of $rounds: $length min, seed $((seed + round))"
    rm -rf "${folder:?}/$((seed + round))"
    chaos_java org.junit.platform.console.ConsoleLauncher "$folder" "$((seed + round))" "$length" "$faults" "$rate" "$replay" \
      execute --disable-banner --details=none --fail-if-no-tests --select-class "$CHAOS_PACKAGE.SystemChaos" || failed=1
    (($(chaos_rounds_through "$folder") > round)) || fail "round $((round + 1)) broke off. The same command goes on with it."
  done
  chaos_java "$CHAOS_PACKAGE.Report" "$folder" "$seed" "$minutes" '' '' '' "$folder/outcomes" || failed=1
  return "$failed"
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

# Leaves the process in CHILD, for the trap to end, and waits for it.
chaos_java() {
  local main=$1 folder=$2 seed=$3 minutes=$4 faults=$5 rate=$6 replay=$7 code=0
  local it=$CHECKOUT/task-it/target
  shift 7
  "$(require_jdk)/bin/java" -XX:+UseSerialGC -Xmx1g -cp "$it/test-classes:$(<"$it/classpath")" \
    -Dtaskmill.root="$CHECKOUT" -Dlogging.config="$CHECKOUT/task-it/src/test/logging/tests.xml" \
    -Dlogback.configurationFile="$CHECKOUT/task-it/src/test/logging/tests.xml" \
    -Dtaskmill.chaos.folder="$folder" -Dtaskmill.chaos.seed="$seed" -Dtaskmill.chaos.minutes="$minutes" \
    ${faults:+-Dtaskmill.chaos.faults="$faults"} ${rate:+-Dtaskmill.chaos.rate="$rate"} \
    ${replay:+-Dtaskmill.chaos.replay="$replay"} "$main" "$@" 6>&- 7>&- 8>&- 9>&- &
  CHILD=$!
  wait "$CHILD" || code=$?
  CHILD=
  return "$code"
}
