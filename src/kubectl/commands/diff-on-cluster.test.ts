import { expect, it } from 'vitest';
import { clusterShellForTest } from './cluster-shell-for-test.ts';

const configMap = (value: string) => `kubectl_config() {
cat <<EOF
apiVersion: v1
kind: ConfigMap
metadata: {name: c}
data: {key: ${value}}
EOF
}; kubectl_config`;

it('shows what apply would change, and changes nothing', async () => {
  const { run } = clusterShellForTest();
  await run(`${configMap('one')} > c.yaml; kubectl apply -f c.yaml`);
  expect(await run('kubectl diff -f c.yaml')).toBe('');
  await run('sed -i s/one/two/ c.yaml');
  const changed = await run('kubectl diff -f c.yaml');
  expect(changed).toMatch(
    /^diff -u -N \/tmp\/LIVE-\d+\/v1\.ConfigMap\.default\.c \/tmp\/MERGED-\d+\/v1\.ConfigMap\.default\.c\n/,
  );
  expect(changed).toContain('\n-  key: one\n+  key: two\n');
  expect(changed).toMatch(/\[1\]\n$/);
  expect(await run("kubectl get cm c -o jsonpath='{.data.key}'; ls /tmp")).toBe('one');
  expect(await run('KUBECTL_EXTERNAL_DIFF="diff -q" kubectl diff -f c.yaml')).toMatch(/^Files .* differ\n\[1\]\n$/);
});

it('says with a status of 2 and more that it failed', async () => {
  const { run } = clusterShellForTest();
  expect(await run('kubectl diff -f nothing.yaml')).toBe('error: the path "nothing.yaml" does not exist\n[2]\n');
  expect(await run('kubectl diff')).toBe('error: must specify one of -f and -k\n[2]\n');
  await run(`${configMap('one')} > c.yaml`);
  expect(await run('kubectl diff -n nope -f c.yaml')).toBe(
    'Error from server (NotFound): namespaces "nope" not found\n[2]\n',
  );
  expect(await run('KUBECTL_EXTERNAL_DIFF=colordiff kubectl diff -f c.yaml')).toMatch(
    /error: failed to run "colordiff": executable file not found in \$PATH\n\[2\]\n$/,
  );
});
