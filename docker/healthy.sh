#!/usr/bin/env bash
# Asks the program in this container whether it is ready: exit code 0 if it is. The image has no HTTP client,
# so bash speaks HTTP itself; each read ends with the connection or after two seconds.
set -euo pipefail
exec 3<>"/dev/tcp/127.0.0.1/${SERVER_PORT:-8080}"
printf 'GET /actuator/health/readiness HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r -t 2 _ status _ <&3
[[ $status == 200 ]]
