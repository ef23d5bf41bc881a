# shellcheck shell=bash disable=SC2034,SC2154,SC2153 # read by taskmill, which sets and uses the shared names
# A MongoDB replica set of this checkout alone.

mongod_program() {
  if [[ -x $MONGODB_TOOL/bin/mongod ]]; then
    printf '%s' "$MONGODB_TOOL/bin/mongod"
  else
    command -v mongod
  fi
}

exec_mongod() {
  exec env -i PATH="$PATH" LANG=C.UTF-8 HOME="$MONGODB" LD_LIBRARY_PATH="$MONGODB_TOOL/lib" \
    "$(process_mark mongodb)" setsid "$(mongod_program)" "$@"
}

mongodb_version() {
  mongod_program >/dev/null || return 0
  (exec_mongod --version) 2>/dev/null | sed -n 's/^db version v//p'
}

mongodb_pid() { pid_of mongodb "$MONGODB/mongodb.pid"; }

require_mongodb_ports() { require_free_port "$MONGODB_PORT" TASKMILL_MONGODB_PORT "MongoDB"; }

start_mongodb() {
  local pid began=$SECONDS
  if pid=$(mongodb_pid); then
    await_mongodb_primary "$pid" "$(mongodb_listen_port "$pid")" ${NODE:+-} || mongodb_did_not_start
    say "mongodb is already running on port $(mongodb_listen_port "$pid")"
    return 0
  fi
  mkdir -p "$MONGODB/data" "$MONGODB/log"
  launch "$MONGODB/mongodb.pid" "$MONGODB/log/startup.log" \
    exec_mongod --replSet rs0 --bind_ip 127.0.0.1 --port "$MONGODB_PORT" --nounixsocket \
    --dbpath "$MONGODB/data" --logpath "$MONGODB/log/mongod.log" --logappend \
    --wiredTigerCacheSizeGB "$MONGODB_CACHE_GB" --oplogSize 512 --setParameter shutdownTimeoutMillisForSignaledShutdown=100
  await_mongodb_primary $! "$MONGODB_PORT" ${NODE:+-} || mongodb_did_not_start
  write_properties
  say "mongodb $(mongodb_version) runs on port $MONGODB_PORT as replica set rs0, after $((SECONDS - began)) s"
}

mongodb_listen_port() { tr '\0' '\n' <"/proc/$1/cmdline" | sed -n '/^--port$/{n;p;}'; }

mongodb_did_not_start() {
  tail -n 5 "$MONGODB/log/mongod.log" >&2 || true
  stop_mongodb
  fail "MongoDB did not start. See $MONGODB/log/mongod.log. If its data is damaged: ./taskmill services reset"
}

# There is no MongoDB shell to rely on, so the three commands needed are spoken by hand (OP_MSG, BSON).
# Its arguments are the process, its port, and the ports of all members if there are others. With - instead of
# these nothing is made of it, and it must only answer.
await_mongodb_primary() {
  timeout 60 python3 - "$@" 8>&- 9>&- <<'PYTHON'
import socket, struct, sys, time

PROCESS, PORT = sys.argv[1], int(sys.argv[2])
PORTS = sys.argv[3:] or [str(PORT)]
NOT_INITIALIZED, ALREADY_INITIALIZED = 94, 23

def encode(document):
    body = b"".join(encode_element(key, value) for key, value in document.items())
    return struct.pack("<i", len(body) + 5) + body + b"\0"

def encode_element(key, value):
    name = key.encode() + b"\0"
    if isinstance(value, bool):
        return b"\x08" + name + (b"\1" if value else b"\0")
    if isinstance(value, int):
        return b"\x10" + name + struct.pack("<i", value)
    if isinstance(value, str):
        text = value.encode() + b"\0"
        return b"\x02" + name + struct.pack("<i", len(text)) + text
    if isinstance(value, list):
        return b"\x04" + name + encode({str(i): item for i, item in enumerate(value)})
    return b"\x03" + name + encode(value)

def decode(data):
    document, at = {}, 4
    while data[at]:
        kind = data[at]
        end = data.index(b"\0", at + 1)
        key, at = data[at + 1:end].decode(), end + 1
        document[key], size = decode_value(kind, data, at)
        at += size
    return document

def decode_value(kind, data, at):
    def number(form):
        return struct.unpack_from("<" + form, data, at)[0]
    if kind == 0x01: return number("d"), 8
    if kind == 0x02: return data[at + 4:at + 3 + number("i")].decode(), 4 + number("i")
    if kind in (0x03, 0x04): return decode(data[at:at + number("i")]), number("i")
    if kind == 0x05: return None, 5 + number("i")
    if kind == 0x07: return None, 12
    if kind == 0x08: return data[at] == 1, 1
    if kind in (0x09, 0x11, 0x12): return number("q"), 8
    if kind == 0x0A: return None, 0
    if kind == 0x10: return number("i"), 4
    raise ValueError(f"BSON type {kind:#x}")

def read(connection, count):
    data = b""
    while len(data) < count:
        part = connection.recv(count - len(data))
        if not part:
            raise ConnectionError("closed by mongod")
        data += part
    return data

def admin(command):
    body = struct.pack("<i", 0) + b"\0" + encode({**command, "$db": "admin"})
    with socket.create_connection(("127.0.0.1", PORT), timeout=20) as connection:
        connection.sendall(struct.pack("<iiii", 16 + len(body), 1, 0, 2013) + body)
        length = struct.unpack("<i", read(connection, 4))[0]
        return decode(read(connection, length - 4)[12 + 5:])

def require_alive():
    try:
        with open(f"/proc/{PROCESS}/stat") as stat:
            ended = stat.read().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        ended = True
    if ended:
        raise SystemExit("mongod ended while it was starting:")

def check(answer, *tolerated):
    if answer.get("ok") != 1 and answer.get("code") not in tolerated:
        raise SystemExit(f"mongod refused: {answer.get('errmsg')}")

members = [{"_id": i, "host": f"127.0.0.1:{port}"} for i, port in enumerate(PORTS)]
configuration = {"_id": "rs0", "version": 1, "protocolVersion": 1, "members": members}
moved = False
while True:
    try:
        hello = admin({"hello": 1})
        if PORTS == ["-"] or (hello.get("primary") if len(PORTS) > 1 else hello.get("isWritablePrimary")):
            break
        status = admin({"replSetGetStatus": 1})
        if status.get("code") == NOT_INITIALIZED:
            check(admin({"replSetInitiate": configuration}), ALREADY_INITIALIZED)
        elif not moved and len(PORTS) == 1 and (status.get("codeName") == "InvalidReplicaSetConfig" or status.get("myState") == 10):
            # The data was written under another port: tell the set its member's new address.
            check(admin({"replSetReconfig": configuration, "force": True}))
            moved = True
    except OSError:
        require_alive()
    time.sleep(0.05)
PYTHON
}

stop_mongodb() {
  local pid
  if pid=$(mongodb_pid); then
    end_process "$pid" 60 || warn "mongod (pid $pid) does not end"
  fi
  rm -f "$MONGODB/mongodb.pid"
  write_properties
}
