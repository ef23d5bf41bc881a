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
    http_by_python "$method" "$url" "$body" "$user"
  fi
}

http_by_curl() {
  local method=$1 url=$2 body=$3 user=$4
  local -a options=(--silent --noproxy '*' --max-time 10 -X "$method" -w '\n%{http_code}')
  [[ -z $body ]] || options+=(-H 'Content-Type: application/json' --data "$body")
  [[ -z $user ]] || options+=(--user "$user")
  curl "${options[@]}" "$url" || true
}

http_by_python() {
  timeout 15 python3 - "$@" <<'PYTHON' || true
import base64, sys, urllib.error, urllib.request
method, url, body, user = sys.argv[1:5]
headers = {"Content-Type": "application/json"} if body else {}
if user:
    headers["Authorization"] = "Basic " + base64.b64encode(user.encode()).decode()
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
request = urllib.request.Request(url, body.encode() or None, headers, method=method)
try:
    with opener.open(request, timeout=10) as answer:
        print(answer.read().decode() + "\n" + str(answer.status))
except urllib.error.HTTPError as answer:
    print(answer.read().decode() + "\n" + str(answer.code))
except OSError:
    print("\n000")
PYTHON
}
