# shellcheck shell=bash disable=SC2034,SC2154,SC2153 # read by taskmill, which sets and uses the shared names
# ./taskmill test, ./taskmill build

test_usage() {
  cat <<'USAGE'
Usage: ./taskmill test [Maven arguments]

Runs 'mvn -B verify' with the arguments given, against real servers: those that TASKMILL_TEST_RABBITMQ_URI,
TASKMILL_TEST_RABBITMQ_MANAGEMENT and TASKMILL_TEST_MONGODB_URI name, else containers where a Docker
engine runs, else local ones (see './taskmill services --help'), which are started if they do not run
and stopped again. The tests of the page use Debian's Chromium, or the one that TASKMILL_CHROMIUM
names. What is missing is installed. The exit code is Maven's.

  ./taskmill test -pl task-store -am

Without arguments it also checks the files of a deployment, see './taskmill check-deploy --help', and
when all has passed runs './taskmill up --once' on port 28080 (TASKMILL_FIRST_TRY_PORT); what these find
is a failure too.
USAGE
}

# The order in which the fixtures of task-testkit look for servers.
needs_local_servers() {
  [[ -z ${TASKMILL_TEST_RABBITMQ_URI:-} || -z ${TASKMILL_TEST_MONGODB_URI:-} ]] || return 1
  ! timeout 5 docker info >/dev/null 2>&1
}

# The tests of the page are in task-it.
needs_browser() { [[ " $*" != *" -pl"* || "$*" == *task-it* ]]; }

# Before servers are started, so that all is asked at once.
install_for_tests() {
  local -a parts=()
  ! $local_servers || parts+=(rabbitmq mongodb)
  ! needs_browser "$@" || chromium_program >/dev/null || parts+=(chromium)
  ((${#parts[@]} > 0)) || return 0
  lock_services
  install_missing "${parts[@]}"
  unlock_services
}

# Names each test that failed since $1 was touched, with the first lines of why: Maven's own list may be far above.
tell_failed_tests() {
  local since=$1
  find "$CHECKOUT" -path '*/target/*-reports*/*.txt' -newer "$since" -exec \
    awk '/ -- Time elapsed: .* <<< (FAILURE|ERROR)!$/ { left = 6 } left-- > 0 { print FILENAME ": " $0 }' {} + |
    sed "s|^$CHECKOUT/||; s|/target/[^:]*/[^:/]*\.txt: |: |"
}

# The README's first command, beside whatever runs on the usual port.
first_try() {
  say "./taskmill up --once"
  TASKMILL_API_PORT=${TASKMILL_FIRST_TRY_PORT:-28080} "$CHECKOUT/taskmill" up --once
}

test_main() {
  local code=0 local_servers=false
  [[ ${1:-} != --help && ${1:-} != -h ]] || { test_usage && return; }
  clean_up_at_exit
  ! needs_local_servers || local_servers=true
  install_for_tests "$@"
  (($# > 0)) || begin_deploy_check
  ! $local_servers || borrow_services
  prepare_runtime_folder
  touch "$RUNTIME/test-began"
  run_maven verify "$@" || code=$?
  ((code == 0)) || tell_failed_tests "$RUNTIME/test-began"
  say "mvn verify ended with exit code $code; $SECONDS s in total"
  if (($# == 0)); then
    await_deploy_check || { ((code != 0)) || code=1; }
    ((code != 0)) || first_try || code=$?
  fi
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
  prepare_runtime_folder
  lock_build
  build
}

build() { build_as built; }

# Leaves the time of the build's begin as the file $1.
build_as() {
  local stamp=$1 began=$SECONDS
  shift
  prepare_runtime_folder
  touch "$RUNTIME/$stamp-began"
  run_maven -q -DskipTests "$@" package || fail "the build failed: see Maven's messages above."
  mv "$RUNTIME/$stamp-began" "$RUNTIME/$stamp"
  say "built, after $((SECONDS - began)) s"
}

# Two builds at once would write over each other.
lock_build() {
  exec 6>"$RUNTIME/build.lock"
  flock -w 900 6 || fail "another build has been at work for 15 minutes. End it, then try again."
}
unlock_build() { exec 6>&-; }
