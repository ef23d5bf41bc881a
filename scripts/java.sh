# shellcheck shell=bash disable=SC2034,SC2154,SC2153 # read by taskmill, which sets and uses the shared names
# Finds a JDK 25 and runs Maven with it.

jdk_major() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null || true; }

jdk_candidates() {
  local variable java
  [[ -z ${JAVA_HOME:-} ]] || printf '%s\n' "$JAVA_HOME"
  for variable in "${!JAVA_HOME_25@}"; do printf '%s\n' "${!variable}"; done
  if java=$(command -v java); then
    java=$(dirname "$(dirname "$(readlink -f "$java")")")
    printf '%s\n' "$java" "$(dirname "$java")"/*
  fi
  printf '%s\n' /usr/lib/jvm/* /opt/*jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*
}

# A JDK 25 if there is one, else the first that is newer.
find_jdk() {
  local home major newer=
  while read -r home; do
    [[ -x $home/bin/javac ]] || continue
    major=$(jdk_major "$home")
    if [[ $major == 25 ]]; then
      printf '%s' "$home"
      return 0
    fi
    if ((${major:-0} > 25)) && [[ -z $newer ]]; then newer=$home; fi
  done < <(jdk_candidates 2>/dev/null) # who has found one reads no further
  printf '%s' "$newer"
  [[ -n $newer ]]
}

require_jdk() {
  find_jdk || fail "no JDK 25 was found. Install one and set JAVA_HOME to its folder."
}

# Leaves Maven's process in CHILD, for the trap to end, and waits for it.
run_maven() {
  local home code=0
  command -v mvn >/dev/null || fail "mvn is not on the PATH. Install Maven 3.8.6 or newer (Debian: apt-get install maven)."
  home=$(require_jdk)
  (cd "$CHECKOUT" && JAVA_HOME=$home exec mvn -B "$@" 6>&- 7>&- 8>&- 9>&-) &
  CHILD=$!
  wait "$CHILD" || code=$?
  CHILD=
  return "$code"
}
