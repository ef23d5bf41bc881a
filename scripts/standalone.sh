# shellcheck shell=bash disable=SC2034,SC2154,SC2153 # read by taskmill, which sets and uses the shared names
# All of Taskmill in one process, with the broker and the store in its memory.

# Heap for documents and, outside of it, messages that wait; whoever runs out of both ends rather than limps.
readonly STANDALONE_JVM_OPTIONS="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx512m -XX:+ExitOnOutOfMemoryError"

# Unpacked, since classes in a jar's jars are found slowly.
readonly STANDALONE=$RUNTIME/standalone
readonly STANDALONE_JAR=$STANDALONE/task-standalone-exec.jar

standalone_is_current() {
  local jar source
  local -a sources=()
  jar=$(jar_of standalone)
  [[ -f $jar ]] || return 1
  for source in "$CHECKOUT"/pom.xml "$CHECKOUT"/task-handlers/{pom.xml,*/{src/main,pom.xml}} \
    "$CHECKOUT"/task-{model,messaging,store,handler,runtime,worker,projector,api,standalone}/{src/main,pom.xml}; do
    [[ ! -e $source ]] || sources+=("$source")
  done
  no_newer_than "$RUNTIME/built" "${sources[@]}" || no_newer_than "$RUNTIME/built-standalone" "${sources[@]}" ||
    no_newer_than "$jar" "${sources[@]}"
}

# What it needs and no more: neither the other programs nor tests.
build_standalone_if_needed() {
  ! { standalone_is_current && standalone_is_unpacked; } || return 0
  clean_up_at_exit
  lock_build
  if ! standalone_is_current; then
    say "building …"
    build_as built-standalone -Dmaven.test.skip=true -pl task-standalone -am
  fi
  standalone_is_unpacked || unpack_standalone
  unlock_build
}

unpack_standalone() {
  local draft=$STANDALONE.draft jar
  jar=$(jar_of standalone)
  rm -rf "$draft"
  "$(require_jdk)/bin/java" -XX:TieredStopAtLevel=1 -Djarmode=tools -jar "$jar" extract --destination "$draft" >/dev/null ||
    fail "the jar $jar could not be unpacked. Delete it, then try again."
  touch "$draft/${STANDALONE_JAR##*/}"
  rm -rf "$STANDALONE"
  mv "$draft" "$STANDALONE"
}

standalone_is_unpacked() { [[ -f $STANDALONE_JAR && ! $(jar_of standalone) -nt $STANDALONE_JAR ]]; }

start_standalone() {
  require_free_port "$API_PORT" TASKMILL_API_PORT "Taskmill API"
  build_standalone_if_needed
  say "Nothing is kept over a restart: broker and store are in memory. For a real pair: ./taskmill up --real"
  start_module standalone "$1"
}

standalone_usage() {
  cat <<USAGE
Usage: ./taskmill standalone [--name NAME] [--port N] [Spring arguments]

Runs API, projector, worker, broker and store as one process in the foreground until Ctrl-C or SIGTERM,
which end it in good order. It keeps nothing over a restart and listens on 127.0.0.1 only. Builds what
has changed first.

  --name NAME  what its log is called; default: standalone
  --port N     where it answers HTTP; default: SERVER_PORT, else $API_PORT; 0 is any free one

Any other argument is Spring's, such as --logging.level.io.taskmill=debug, and goes to each of the three
programs in it.

  TASKMILL_JAVA_OPTIONS  for the JVM; default:
                         $STANDALONE_JVM_OPTIONS

Its log is also written to .taskmill/logs/NAME.log, as JSON: see './taskmill logs --help'. Two programs
of one name do not run at once.
USAGE
}
