# shellcheck shell=bash disable=SC2034,SC2154,SC2153 # read by taskmill, which sets and uses the shared names
# ./taskmill standalone, api, projector, worker: one program in the foreground.

program_usage() {
  [[ $1 != standalone ]] || { standalone_usage && return; }
  cat <<USAGE
Usage: ./taskmill $1 [--name NAME] [--port N] [Spring arguments]

Runs one $1 in the foreground until Ctrl-C or SIGTERM, which end it in good order. Builds what has
changed first.

  --name NAME  what its log is called, and a worker is known by; default: $1
  --port N     where it answers HTTP; default: SERVER_PORT, else $(port_of "$1")$(program_port_usage "$1")

Any other argument is Spring's, such as --logging.level.io.taskmill=debug.

It uses the RabbitMQ and MongoDB that SPRING_RABBITMQ_… and SPRING_MONGODB_URI name, or arguments like
--spring.rabbitmq.host=…; else the ones of './taskmill services start'.

  SERVER_ADDRESS         where it listens; default: 127.0.0.1, as there is no authentication yet
  TASKMILL_JAVA_OPTIONS  for the JVM; default: $JVM_OPTIONS

Its log is also written to .taskmill/logs/NAME.log, as JSON: see './taskmill logs --help'. Two programs
of one name do not run at once.

  ./taskmill worker --name worker-2
USAGE
}

program_port_usage() {
  [[ $1 == api ]] || printf '%s\n%s' ',' '               and any free one if that is taken; 0 is any free one'
}

program_main() {
  local program=$1 name='' port=${SERVER_PORT:-}
  local -a arguments=()
  shift
  while (($# > 0)); do
    case $1 in
      --help | -h) program_usage "$program" && return ;;
      --name | --port)
        (($# > 1)) || usage_error "$1 needs a value" "$(program_usage "$program")"
        [[ $1 == --port ]] || name=$2
        [[ $1 == --name ]] || port=$2
        shift
        ;;
      --name=*) name=${1#*=} ;;
      --port=*) port=${1#*=} ;;
      *) arguments+=("$1") ;;
    esac
    shift
  done
  check_program_name "$program" "$name"
  check_program_port "$program" "$port"
  run_program "$program" "$name" "$port" "${arguments[@]}"
}

check_program_name() {
  [[ -z $2 || $2 =~ ^[a-z0-9][a-z0-9._-]{0,62}$ ]] ||
    usage_error "--name '$2' must match [a-z0-9][a-z0-9._-]{0,62}" "$(program_usage "$1")"
}

check_program_port() {
  [[ -z $2 ]] || { [[ $2 =~ ^[0-9]{1,5}$ ]] && ((10#$2 <= 65535)); } ||
    usage_error "--port '$2' must be a number from 0 to 65535" "$(program_usage "$1")"
}

# The lock of the name is handed on to the program, so that it lasts as long as that.
run_program() {
  local program=$1 name=${2:-$1} port=$3 java
  local -a environment=()
  shift 3
  java=$(require_jdk)/bin/java
  prepare_runtime_folder
  lock_name "$name"
  [[ $program == standalone ]] || add_servers "$@"
  choose_port "$program"
  build_program_if_needed "$program"
  [[ $program != worker || $name == worker ]] || environment+=(TASKMILL_WORKER_NAME="$name")
  environment+=(SERVER_ADDRESS="${SERVER_ADDRESS:-127.0.0.1}" SERVER_PORT="$port")
  trap - EXIT HUP INT TERM
  # shellcheck disable=SC2046,SC2086 # options are several words
  exec env "${environment[@]}" "$(log_name_variable "$name")" "$LOG_FORMAT_VARIABLE" \
    "$java" ${TASKMILL_JAVA_OPTIONS:-$(jvm_options_of "$program")} -jar "$(runnable_of "$program")" "$@"
}

build_program_if_needed() {
  if [[ $1 == standalone ]]; then build_standalone_if_needed; else build_if_needed; fi
}

# Nobody has to find a projector or a worker, so for these any port will do.
choose_port() {
  [[ -z $port ]] || return 0
  port=$(port_of "$1")
  port_answers "$port" || return 0
  [[ $1 != api && $1 != standalone ]] || fail "port $port is taken. Choose another one: ./taskmill $1 --port N"
  warn "taskmill: port $port is taken, so a free one is used; the log tells which."
  port=0
}

# Adds to 'environment' what is not named already.
add_servers() {
  local uri
  if ! names_server SPRING_RABBITMQ_ --spring.rabbitmq. "$@"; then
    uri=$(local_server rabbitmq RabbitMQ SPRING_RABBITMQ_ADDRESSES)
    environment+=(SPRING_RABBITMQ_ADDRESSES="$uri")
  fi
  if ! names_server SPRING_MONGODB_ --spring.mongodb. "$@"; then
    uri=$(local_server mongodb MongoDB SPRING_MONGODB_URI)
    environment+=(SPRING_MONGODB_URI="$(with_database "$uri")")
  fi
}

names_server() {
  local variables=$1 option=$2 argument
  shift 2
  [[ -z $(compgen -e -X "!$variables*") ]] || return 0
  for argument in "$@"; do
    [[ $argument != "$option"* ]] || return 0
  done
  return 1
}

local_server() {
  local uri=''
  ! "$1_pid" >/dev/null || uri=$(property "$1.uri")
  [[ -n $uri ]] || fail "$2 does not run here. Start it (./taskmill services start), or set $3 to that of another one."
  printf '%s' "$uri"
}

with_database() { printf '%s' "${1/\/\?/\/taskmill?}"; }

lock_name() {
  mkdir -p "$RUNTIME/run"
  exec 7>"$RUNTIME/run/$1.lock"
  flock -n 7 || fail "a program named '$1' runs in this checkout already. Give this one another --name."
}

readonly LOG_FORMAT_VARIABLE=LOGGING_STRUCTURED_FORMAT_FILE=logstash
log_name_variable() { printf 'LOGGING_FILE_NAME=%s' "$LOGS/$1.log"; }
