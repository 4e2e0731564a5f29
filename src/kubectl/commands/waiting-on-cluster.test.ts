import { describe, expect, it } from 'vitest';
import { clusterShellForTest } from './cluster-shell-for-test.ts';

const pod = (node: string) =>
  `kubectl run web --image=nginx:1.25 -l app=web --overrides='{"spec":{"nodeName":"${node}"}}'`;

describe('drain on a whole cluster', () => {
  it('tries again while a disruption budget forbids it, and ends when the budget is gone', async () => {
    const { run } = clusterShellForTest();
    await run(`sleep 60; ${pod('node01')}; kubectl create pdb web --selector=app=web --min-available=1; sleep 30`);
    const refused =
      'error when evicting pods/"web" -n "default" (will retry after 5s): Cannot evict pod as it would violate the pod\'s disruption budget.\n';
    expect(await run('kubectl drain node01 --force --timeout=12s')).toBe(
      `node/node01 cordoned
Warning: deleting Pods that declare no controller: default/web
evicting pod default/web
${refused}evicting pod default/web
${refused}evicting pod default/web
${refused}evicting pod default/web
There are pending pods in node "node01" when an error occurred: error when evicting pods/"web" -n "default": global timeout reached: 12s
pod/web
error: unable to drain node "node01" due to error: error when evicting pods/"web" -n "default": global timeout reached: 12s, continuing command...
There are pending nodes to be drained:
 node01
error when evicting pods/"web" -n "default": global timeout reached: 12s
[1]
`,
    );
    expect(await run('(sleep 7; kubectl delete pdb web) & kubectl drain node01 --force')).toMatch(
      /^node\/node01 already cordoned\n[\s\S]*will retry after 5s[\s\S]*pod\/web evicted\nnode\/node01 drained\n$/,
    );
  });

  it('gives up on a pod that takes too long to end', async () => {
    const { run } = clusterShellForTest();
    await run(`sleep 60; ${pod('node01')} -- sleep 1d; sleep 30`);
    expect(await run('kubectl drain node01 --force --timeout=5s --grace-period=60')).toContain(
      'error when waiting for pod "web" in namespace "default" to terminate: context deadline exceeded',
    );
  });
});

describe('edit on a whole cluster', () => {
  const daemonSet = `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: e}
spec:
  selector: {matchLabels: {app: e}}
  template:
    metadata: {labels: {app: e}}
    spec:
      containers: [{name: c, image: "nginx:1.25"}]
`;

  it('opens the file again with the reasons after an invalid save', async () => {
    const { run } = clusterShellForTest();
    await run(`kubectl apply -f - <<EOF\n${daemonSet}EOF`);
    // The first opening breaks the file, the second shows what it was told and mends it.
    await run(`cat > edit.sh <<'EOF'
if grep -q 'was not valid' $1; then
  grep '^# ' $1 | tail -2
  sed -i 's/restartPolicy: Never/restartPolicy: Always/; s/nginx:1.25/nginx:1.26/' $1
else
  sed -i 's/restartPolicy: Always/restartPolicy: Never/' $1
fi
EOF`);
    expect(await run('KUBE_EDITOR="bash edit.sh" kubectl edit ds e')).toBe(
      `error: daemonsets.apps "e" is invalid
# daemonsets.apps "e" was not valid:
# * spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"
daemonset.apps/e edited
`,
    );
    expect(await run(`kubectl get ds e -o jsonpath='{.spec.template.spec.containers[0].image}'`)).toBe('nginx:1.26');
  });

  it('gives up when the same invalid file is saved twice', async () => {
    const { run } = clusterShellForTest();
    await run(`kubectl apply -f - <<EOF\n${daemonSet}EOF`);
    expect(await run(`KUBE_EDITOR="sed -i 's/restartPolicy: Always/restartPolicy: Never/'" kubectl edit ds e`)).toMatch(
      /^error: daemonsets.apps "e" is invalid\nA copy of your changes has been stored to "\/tmp\/kubectl-edit-\d+.yaml"\nerror: Edit cancelled, no valid changes were saved.\n\[1\]\n$/,
    );
  });
});
