# shellcheck shell=bash disable=SC2034,SC2154,SC2153 # read by taskmill, which sets and uses the shared names
# ./taskmill submit, show, tree, list, summary, types, workers, pause, resume, pauses, dead, logs: the command line of task-cli.

cli_is_current() {
  local jar source
  local -a sources=()
  jar=$(jar_of cli)
  [[ -f $jar ]] || return 1
  for source in "$CHECKOUT"/pom.xml "$CHECKOUT"/task-{client,cli}/{src/main,pom.xml}; do
    [[ ! -e $source ]] || sources+=("$source")
  done
  no_newer_than "$RUNTIME/built" "${sources[@]}" || no_newer_than "$RUNTIME/built-cli" "${sources[@]}" ||
    no_newer_than "$jar" "${sources[@]}"
}

# Standard output belongs to the command, so all of this goes to standard error.
build_cli_if_needed() {
  ! cli_is_current || return 0
  clean_up_at_exit
  lock_build
  if ! cli_is_current; then
    say "building the command line …"
    build_as built-cli -pl task-cli -am
  fi
  unlock_build
}

columns_of_terminal() {
  local size
  size=$(stty size 2>/dev/null </dev/tty) || size='0 0'
  printf '%s' "${COLUMNS:-${size#* }}"
}

# Java reads its arguments by the locale, and without one it would lose all letters but the English ones.
speak_utf8() {
  [[ $(locale charmap 2>/dev/null) == UTF-8 ]] || export LC_ALL=C.UTF-8
}

cli_main() {
  local java jar archive=$RUNTIME/cli.jsa terminal=false
  jar=$(jar_of cli)
  java=$(require_jdk)/bin/java
  prepare_runtime_folder
  build_cli_if_needed >&2
  if [[ -t 1 ]]; then
    terminal=true
    COLUMNS=$(columns_of_terminal)
    export COLUMNS
  fi
  speak_utf8
  export TASKMILL_LOGS=$LOGS TASKMILL_ADDRESS=${TASKMILL_ADDRESS:-http://127.0.0.1:$API_PORT}
  # The archive of loaded classes, made by the first run, spares each later one a third of its time. An
  # archive of another jar is neither used nor made anew by the JVM, which would say so on standard output.
  [[ $archive -nt $jar ]] || rm -f "$archive"
  exec "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx512m \
    -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile="$archive" -Xlog:disable \
    -Dtaskmill.terminal="$terminal" -jar "$jar" "$@"
}
