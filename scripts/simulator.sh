# shellcheck shell=bash disable=SC2034,SC2154,SC2153 # read by taskmill, which sets and uses the shared names
# ./taskmill simulator: systems outside, to try handlers with.

readonly SIMULATOR_PORT=$((API_PORT + 10))

simulator_usage() {
  cat <<USAGE
Usage: ./taskmill simulator [--port N] [--state FILE]

Plays the systems that tasks work on, such as a hypervisor, in the foreground until Ctrl-C or SIGTERM.
It listens on 127.0.0.1 only, takes its time, and fails when told to: see docs/vdi.md. What it has
answered is in its file, so that it goes on there after whatever has ended it.

  --port N      where it answers; default: $SIMULATOR_PORT; 0 is any free one
  --state FILE  default: .taskmill/simulator/state.json of this checkout

  ./taskmill simulator &
  ./taskmill worker --taskmill.vdi.hypervisor=http://127.0.0.1:$SIMULATOR_PORT
USAGE
}

simulator_main() {
  local port=$SIMULATOR_PORT state=$RUNTIME/simulator/state.json java
  while (($# > 0)); do
    case $1 in
      --help | -h) simulator_usage && return ;;
      --port | --state)
        (($# > 1)) || usage_error "$1 needs a value" "$(simulator_usage)"
        [[ $1 == --port ]] || state=$2
        [[ $1 == --state ]] || port=$2
        shift
        ;;
      --port=*) port=${1#*=} ;;
      --state=*) state=${1#*=} ;;
      *) usage_error "'simulator' does not know '$1'" "$(simulator_usage)" ;;
    esac
    shift
  done
  { [[ $port =~ ^[0-9]{1,5}$ ]] && ((10#$port <= 65535)); } ||
    usage_error "--port '$port' must be a number from 0 to 65535" "$(simulator_usage)"
  java=$(require_jdk)/bin/java
  prepare_runtime_folder
  build_simulator_if_needed
  mkdir -p "$(dirname "$state")"
  exec "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m -jar "$(jar_of simulator)" --port "$port" --state "$state"
}

simulator_is_current() {
  local jar
  jar=$(jar_of simulator)
  [[ -f $jar ]] || return 1
  no_newer_than "$jar" "$CHECKOUT"/task-simulator/{src/main,pom.xml} ||
    no_newer_than "$RUNTIME/built-simulator" "$CHECKOUT"/task-simulator/{src/main,pom.xml} ||
    no_newer_than "$RUNTIME/built" "$CHECKOUT"/task-simulator/{src/main,pom.xml}
}

build_simulator_if_needed() {
  ! simulator_is_current || return 0
  clean_up_at_exit
  lock_build
  if ! simulator_is_current; then
    say "building the simulator …"
    build_as built-simulator -Dmaven.test.skip=true -pl task-simulator -am
  fi
  unlock_build
  trap - EXIT HUP INT TERM
}
