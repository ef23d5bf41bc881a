# shellcheck shell=bash disable=SC2034,SC2154,SC2153 # read by taskmill, which sets and uses the shared names
# Ports and HTTP on this machine.

port_answers() { timeout 2 bash -c "exec 3<>/dev/tcp/127.0.0.1/$1" 2>/dev/null; }

require_port_number() {
  local port=$1 variable=$2
  if ! [[ $port =~ ^[0-9]+$ ]] || ((port < 1 || port > 65535)); then
    fail "$variable is '$port', which is no port: set it to a number from 1 to 65535."
  fi
}

require_free_port() {
  local port=$1 variable=$2 purpose=$3
  require_port_number "$port" "$variable"
  if port_answers "$port"; then
    fail "port $port ($purpose) is taken by a process that this checkout did not start." \
      "End that process, or choose another port: $variable=<port> ./taskmill …"
  fi
}

# Prints the body and, on a last line of its own, the status (000: no answer).
http() {
  local method=$1 url=$2 body=${3:-} user=${4:-}
  if command -v curl >/dev/null; then
    http_by_curl "$method" "$url" "$body" "$user"
  else
    http_by_bash "$method" "$url" "$body" "$user"
  fi
}

http_by_curl() {
  local method=$1 url=$2 body=$3 user=$4
  local -a options=(--silent --noproxy '*' --max-time 10 -X "$method" -w '\n%{http_code}')
  [[ -z $body ]] || options+=(-H 'Content-Type: application/json' --data "$body")
  [[ -z $user ]] || options+=(--user "$user")
  curl "${options[@]}" "$url" || true
}

# Only for http://<host>:<port>/<path>. To HTTP/1.0 the whole answer comes at once, and ends with the connection.
http_by_bash() {
  local method=$1 rest=${2#http://} body=$3 user=$4 answer status
  local authority=${rest%%/*}
  local request="$method /${rest#*/} HTTP/1.0"$'\r\n'"Host: $authority"$'\r\n'
  [[ -z $body ]] || request+="Content-Type: application/json"$'\r\n'"Content-Length: $(printf %s "$body" | wc -c)"$'\r\n'
  [[ -z $user ]] || request+="Authorization: Basic $(printf %s "$user" | base64 -w 0)"$'\r\n'
  # shellcheck disable=SC2016 # expanded by the inner bash
  answer=$(REQUEST=$request$'\r\n'$body timeout 10 bash -c \
    'exec 3<>"/dev/tcp/$0/$1" && printf %s "$REQUEST" >&3 && cat <&3' "${authority%:*}" "${authority##*:}" 2>/dev/null) || true
  status=${answer#HTTP/1.? }
  status=${status:0:3}
  [[ $status =~ ^[0-9]{3}$ ]] || status=000
  printf '%s\n%s' "${answer#*$'\r\n\r\n'}" "$status"
}
