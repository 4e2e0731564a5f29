import { expect, it } from 'vitest';
import { clusterShellForTest } from './cluster-shell-for-test.ts';

const daemonSet = `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: a}
spec:
  selector: {matchLabels: {app: a}}
  template:
    metadata: {labels: {app: a}}
    spec:
      containers: [{name: c, image: "nginx:1.25"}]
`;

it('follows a rollout, goes back, drains and waits for what it deletes', async () => {
  const { run: shell } = clusterShellForTest();
  const run = (line: string) => shell(`kubectl ${line}`);
  await shell('sleep 60');
  expect(await run(`apply -f - <<EOF\n${daemonSet}EOF`)).toBe('daemonset.apps/a created\n');
  expect(await run('rollout status ds/a')).toMatch(/daemon set "a" successfully rolled out\n$/);
  expect(await run('set image ds/a c=nginx:1.26')).toBe('daemonset.apps/a image updated\n');
  expect(await run('rollout status ds/a')).toMatch(/^Waiting for daemon set[\s\S]*successfully rolled out\n$/);
  expect(await run('rollout history ds/a')).toBe(
    'daemonset.apps/a \nREVISION  CHANGE-CAUSE\n1         <none>\n2         <none>\n\n',
  );
  expect(await run('rollout history ds/a --revision=1')).toContain('    Image:\tnginx:1.25\n');
  expect(await run('rollout undo ds/a --to-revision=42')).toBe(
    'error: unable to find specified revision 42 in history\n[1]\n',
  );
  expect(await run('rollout undo ds/a')).toBe('daemonset.apps/a rolled back\n');
  expect(await run('drain node02 --ignore-daemonsets')).toMatch(
    /^node\/node02 cordoned\nWarning: ignoring DaemonSet-managed Pods: default\/a-\w+\nnode\/node02 drained\n$/,
  );
  expect(await run('delete ds a --cascade=foreground')).toBe('daemonset.apps "a" deleted\n');
});
