# shellcheck shell=bash disable=SC2034,SC2154,SC2153 # read by taskmill, which sets and uses the shared names
# ./taskmill test, ./taskmill build

test_usage() {
  cat <<'USAGE'
Usage: ./taskmill test [Maven arguments]

Runs 'mvn -B verify' with the arguments given, against real servers: those that TASKMILL_TEST_RABBITMQ_URI,
TASKMILL_TEST_RABBITMQ_MANAGEMENT and TASKMILL_TEST_MONGODB_URI name, else containers where a Docker
engine runs, else local ones (see './taskmill services --help'), which are started if they do not run
and stopped again. The exit code is Maven's.

  ./taskmill test -pl task-store -am
USAGE
}

# The order in which the fixtures of task-testkit look for servers.
needs_local_servers() {
  [[ -z ${TASKMILL_TEST_RABBITMQ_URI:-} || -z ${TASKMILL_TEST_MONGODB_URI:-} ]] || return 1
  ! timeout 5 docker info >/dev/null 2>&1
}

test_main() {
  local code=0
  [[ ${1:-} != --help && ${1:-} != -h ]] || { test_usage && return; }
  clean_up_at_exit
  ! needs_local_servers || borrow_services
  run_maven verify "$@" || code=$?
  say "mvn verify ended with exit code $code; $SECONDS s in total"
  exit "$code"
}

build_usage() {
  cat <<'USAGE'
Usage: ./taskmill build

Builds the jars without running tests: mvn -B -q -DskipTests package
USAGE
}

build_main() {
  [[ ${1:-} != --help && ${1:-} != -h ]] || { build_usage && return; }
  (($# == 0)) || usage_error "'build' takes no arguments" "$(build_usage)"
  clean_up_at_exit
  build
}

build() {
  local began=$SECONDS stamp=$RUNTIME/build-began
  prepare_runtime_folder
  touch "$stamp"
  run_maven -q -DskipTests package || fail "the build failed: see Maven's messages above."
  mv "$stamp" "$RUNTIME/built"
  say "built, after $((SECONDS - began)) s"
}
