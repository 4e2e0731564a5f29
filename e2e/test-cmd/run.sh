#!/usr/bin/env bash
# Runs functions of Kubernetes' own kubectl command tests (test/cmd) against `drydock serve`, each on a fresh cluster.
#
#   KUBERNETES_SRC=checkout e2e/test-cmd/run.sh [--client drydock|real] FUNCTION...
#
# FUNCTION is what stands between run_ and _tests. The client is our kubectl, or the machine's own (KUBECTL names another).
set -euo pipefail

drydock="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/dist/cli/drydock.js"
: "${KUBERNETES_SRC:?names a checkout of kubernetes}"
client=drydock
if [[ "${1:-}" == --client ]]; then client=$2; shift 2; fi

work=$(mktemp -d)
server=
stop_server() {
  if [[ -n "$server" ]]; then kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; fi
  server=
}
trap 'stop_server; rm -rf "$work"' EXIT

mkdir "$work/bin"
if [[ $client == drydock ]]; then
  printf '#!/bin/sh\nexec node %q kubectl "$@"\n' "$drydock" >"$work/bin/kubectl"
  chmod +x "$work/bin/kubectl"
else
  ln -s "${KUBECTL:-$(command -v kubectl)}" "$work/bin/kubectl"
fi

# Prints the port of the server once it listens.
start_server() {
  # shellcheck disable=SC2086
  node "$drydock" serve --tls --token admin-token --kubeconfig "$work/kubeconfig" ${SERVE_FLAGS:-} >"$work/serve.out" 2>&1 &
  server=$!
  for _ in $(seq 100); do
    port=$(sed -n 's/.*serves a cluster at .*:\([0-9]*\)$/\1/p' "$work/serve.out")
    if [[ -n "$port" ]]; then return; fi
    sleep 0.1
  done
  cat "$work/serve.out" >&2
  return 1
}

# The tests' own set-up starts a control plane; this is the rest of it.
run_function() (
  export HOME="$work/home" KUBE_TEMP="$work/home" KUBE_JUNIT_REPORT_DIR="$work/junit"
  export TERM="${TERM:-dumb}" SECURE_API_PORT=$port WHAT=$1 LANG=C
  if [[ $client != drydock ]]; then export ALLOW_SKEW=yes; fi
  rm -rf "$HOME" && mkdir -p "$HOME"
  cd "$KUBERNETES_SRC"
  unset KUBECONFIG
  set --
  # shellcheck disable=SC1091
  source hack/lib/init.sh
  # shellcheck disable=SC1091
  source hack/lib/test.sh
  # shellcheck disable=SC1091
  source test/cmd/legacy-script.sh
  PATH="$work/bin:$PATH"
  kube::util::ensure-gnu-sed
  CONTEXT=test
  kubectl config set-credentials test-admin --token admin-token
  kubectl config set-cluster local --insecure-skip-tls-verify --server "https://127.0.0.1:$port"
  kubectl config set-context "$CONTEXT" --user test-admin --cluster local
  kubectl config use-context "$CONTEXT"
  SUPPORTED_RESOURCES=('*')
  runTests
)

passed=0 failed=0
for function in "$@"; do
  start_server
  mkdir -p "${LOGS:-$work/logs}"
  log="${LOGS:-$work/logs}/$function.$client.log"
  set +e
  run_function "$function" >"$log" 2>&1 </dev/null
  status=$?
  set -e
  stop_server
  if [[ $status == 0 ]]; then
    passed=$((passed + 1))
    echo "ok      $function"
  else
    failed=$((failed + 1))
    echo "FAILED  $function"
    if [[ -z "${LOGS:-}" ]]; then tail -n 30 "$log"; fi
  fi
done
echo "$passed passed, $failed failed"
