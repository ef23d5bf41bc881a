# shellcheck shell=bash disable=SC2034,SC2154,SC2153 # read by taskmill, which sets and uses the shared names
# ./taskmill up

readonly MODULES=(projector api worker)
readonly JVM_OPTIONS="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m"

readonly FIRST_TASK='{"type":"COUNT","params":{"times":5}}'

jar_of() { printf '%s' "$CHECKOUT/task-$1/target/task-$1-exec.jar"; }

jars_are_current() {
  local module
  for module in "${MODULES[@]}"; do
    [[ -f $(jar_of "$module") ]] || return 1
  done
  # Maven leaves a jar alone that does not change, so the time of the last build counts too.
  no_source_newer_than "$RUNTIME/built" || no_source_newer_than "$(oldest_jar)"
}

oldest_jar() {
  local module oldest=
  for module in "${MODULES[@]}"; do
    [[ -n $oldest && ! $(jar_of "$module") -ot $oldest ]] || oldest=$(jar_of "$module")
  done
  printf '%s' "$oldest"
}

no_source_newer_than() {
  local reference=$1 source
  local -a sources=()
  for source in "$CHECKOUT"/pom.xml "$CHECKOUT"/task-*/{src,pom.xml} "$CHECKOUT"/task-handlers/*/{src,pom.xml}; do
    [[ ! -e $source ]] || sources+=("$source")
  done
  no_newer_than "$reference" "${sources[@]}"
}

no_newer_than() {
  local reference=$1
  shift
  [[ -f $reference && -z $(find "$@" -newer "$reference" -print -quit) ]]
}

build_if_needed() {
  ! jars_are_current || return 0
  clean_up_at_exit
  lock_build
  if ! jars_are_current; then
    say "building …"
    build
  fi
  unlock_build
}

port_of() {
  case $1 in
    api | standalone) printf '%s' "$API_PORT" ;;
    projector) printf '%s' "$PROJECTOR_PORT" ;;
    worker) printf '%s' "$WORKER_PORT" ;;
  esac
}

module_pid_file() { printf '%s' "$RUNTIME/run/$1.pid"; }
module_pid() { pid_of "$1" "$(module_pid_file "$1")"; }

# Held while this script lives, so what an earlier, killed one left behind is known to be ownerless.
lock_up() {
  prepare_runtime_folder
  mkdir -p "$RUNTIME/run"
  exec 8>"$RUNTIME/run/lock"
  flock -n 8 || fail "'./taskmill up' already runs in this checkout. End it with Ctrl-C in its terminal first."
}

end_leftovers() {
  local module
  for module in standalone "${MODULES[@]}"; do
    if module_pid "$module" >/dev/null; then
      say "ending a $module that an earlier run left behind"
      PROCESSES+=("$module")
    fi
  done
  end_taskmill_processes
}

# All are told first, so that they end side by side.
end_taskmill_processes() {
  local module pid
  for module in "${PROCESSES[@]}"; do
    ! pid=$(module_pid "$module") || kill -TERM "$pid" 2>/dev/null || true
  done
  for module in "${PROCESSES[@]}"; do
    ! pid=$(module_pid "$module") || wait_until_gone "$pid" 100 || end_process "$pid" 0 || warn "$module (pid $pid) does not end"
    rm -f "$(module_pid_file "$module")"
  done
  PROCESSES=()
}

require_module_ports() {
  require_free_port "$API_PORT" TASKMILL_API_PORT "Taskmill API"
  require_free_port "$PROJECTOR_PORT" TASKMILL_PROJECTOR_PORT "Taskmill projector"
  require_free_port "$WORKER_PORT" TASKMILL_WORKER_PORT "Taskmill worker"
}

jvm_options_of() {
  case $1 in
    standalone) printf '%s' "$STANDALONE_JVM_OPTIONS" ;;
    *) printf '%s' "$JVM_OPTIONS" ;;
  esac
}

runnable_of() {
  if [[ $1 == standalone ]]; then printf '%s' "$STANDALONE_JAR"; else jar_of "$1"; fi
}

start_module() {
  local module=$1 java=$2
  launch "$(module_pid_file "$module")" "$(console_of "$module")" exec_module "$module" "$java"
  PROCESSES+=("$module")
}

console_of() { printf '%s' "$LOGS/$1.out"; }

exec_module() {
  local module=$1 java=$2
  local -a environment
  lock_name "$module"
  environment=("$(process_mark "$module")" "$(log_name_variable "$module")" "$LOG_FORMAT_VARIABLE"
    SERVER_ADDRESS=127.0.0.1 SERVER_PORT="$(port_of "$module")")
  [[ $module == standalone ]] || environment+=(
    SPRING_RABBITMQ_ADDRESSES="$(property rabbitmq.uri)"
    SPRING_MONGODB_URI="$(with_database "$(property mongodb.uri)")")
  # shellcheck disable=SC2046 # options are several words
  exec env "${environment[@]}" setsid "$java" $(jvm_options_of "$module") -jar "$(runnable_of "$module")"
}

require_modules_alive() {
  local module pid
  for module in "${PROCESSES[@]}"; do
    read -r pid <"$(module_pid_file "$module")"
    if ! is_alive "$pid"; then
      warn "the last lines of $(console_of "$module"):"
      tail -n 20 "$(console_of "$module")" >&2
      fail "$module has ended."
    fi
  done
}

await_api() {
  local deadline=$((SECONDS + 60))
  until [[ $(http GET "$API/actuator/health/readiness" | tail -n 1) == 200 ]]; do
    require_modules_alive
    if ((SECONDS > deadline)); then
      tail -n 20 "$(console_of "${PROCESSES[-1]}")" >&2
      fail "the API was not ready within 60 s. See $LOGS."
    fi
    sleep 0.25
  done
}

# The first value of a flat field, quoted or not.
json_field() {
  local name=$1
  grep -o "\"$name\"[[:space:]]*:[[:space:]]*\"\{0,1\}[^\",}]*" | head -n 1 | sed 's/^[^:]*:[[:space:]]*"\{0,1\}//' || true
}

# A type is unknown (422) until the worker has announced it, and nothing is accepted (503) without a broker.
submit_first_task() {
  local answer status deadline=$((SECONDS + 20))
  while true; do
    answer=$(http POST "$API/api/v1/tasks" "$FIRST_TASK")
    status=${answer##*$'\n'}
    [[ $status != 2?? ]] || break
    require_modules_alive
    if [[ $status != 422 && $status != 503 && $status != 000 ]] || ((SECONDS > deadline)); then
      fail "the API did not accept the first task (HTTP $status): ${answer%$'\n'*} See $LOGS."
    fi
    sleep 0.25
  done
  FIRST_TASK_ID=$(json_field id <<<"$answer")
  [[ -n $FIRST_TASK_ID ]] || fail "the API accepted the first task without telling its id: $answer"
}

show_progress() {
  local state=$1 percent=$2 bar
  if [[ -t 1 ]]; then
    printf -v bar '%*s' $((percent * 30 / 100)) ''
    printf '\r  [%-30s] %3d %%  %-12s' "${bar// /#}" "$percent" "$state"
  elif [[ "$state $percent" != "${SHOWN:-}" ]]; then
    say "  $state $percent %"
    SHOWN="$state $percent"
  fi
}

follow_first_task() {
  local answer state percent deadline=$((SECONDS + 120))
  while true; do
    answer=$(http GET "$API/api/v1/tasks/$FIRST_TASK_ID")
    if [[ ${answer##*$'\n'} == 200 ]]; then
      state=$(json_field state <<<"$answer")
      percent=$(json_field progress <<<"$answer")
      percent=${percent%%.*}
      [[ $percent =~ ^[0-9]+$ ]] || percent=0
      show_progress "$state" "$percent"
      [[ $state != FINISHED && $state != FAILED && $state != CANCELLED ]] || break
    fi
    require_modules_alive
    ((SECONDS <= deadline)) || { state="still ${state:-unknown}, after 120 s" && break; }
    sleep 0.25
  done
  [[ ! -t 1 ]] || printf '\n'
  FIRST_TASK_STATE=$state
}

stay() {
  trap 'exit 0' INT TERM
  say "Taskmill runs on $API, until Ctrl-C. Submit another task:"
  say "  ./taskmill submit COUNT '{\"times\":5}' --follow"
  while true; do
    sleep 0.5
    require_modules_alive
  done
}

up_usage() {
  cat <<'USAGE'
Usage: ./taskmill up [--real] [--once]

Builds what has changed, starts all of Taskmill as one process, submits a first task and follows it.
Ctrl-C ends what was started. Nothing is kept over a restart: RabbitMQ and MongoDB are stood in for
by a broker and a store in that process's memory.

  --real   use a real RabbitMQ and MongoDB, and start one projector, one API and one worker: installs
           them if they are missing and starts them if they do not run (./taskmill services --help)
  --once   end after the first task; exit code 0 if it FINISHED

Ports, changed by variables (and for --real those of './taskmill services --help'):
  TASKMILL_API_PORT        8080
  TASKMILL_PROJECTOR_PORT  API port + 1, for --real
  TASKMILL_WORKER_PORT     API port + 2, for --real

Logs are in .taskmill/logs, as JSON: see './taskmill logs --help'. What a program printed is beside its
log, in .out.
USAGE
}

up_main() {
  local once=false real=false java
  readonly API=http://127.0.0.1:$API_PORT
  while (($# > 0)); do
    case $1 in
      --help | -h) up_usage && return ;;
      --once) once=true ;;
      --real) real=true ;;
      *) usage_error "unknown option '$1'" "$(up_usage)" ;;
    esac
    shift
  done
  java=$(require_jdk)/bin/java
  lock_up
  clean_up_at_exit
  end_leftovers
  if $real; then start_real "$java"; else start_standalone "$java"; fi
  await_api
  submit_first_task
  follow_first_task
  say "the first task is $FIRST_TASK_STATE, $SECONDS s after the start"
  if $once; then
    [[ $FIRST_TASK_STATE == FINISHED ]] || exit 1
    exit 0
  fi
  stay
}

start_real() {
  local module
  require_module_ports
  borrow_services
  build_if_needed
  for module in "${MODULES[@]}"; do start_module "$module" "$1"; done
}
