import { expect, test } from 'vitest';
import { createApiServer } from '../../cluster/apiserver/api-server.ts';
import { createWorld } from '../../sim/world.ts';
import { kubectlForTest } from './kubectl-for-test.ts';

const admin = { name: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] };
const daemonSet = (name: string, image = 'nginx:1.25') => `
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: ${name}, labels: {tier: infra}}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers: [{name: c, image: "${image}", resources: {requests: {cpu: 100m}}}]
`;

async function cluster() {
  const world = createWorld({ seed: 1, startAt: Date.UTC(2026, 0, 1) });
  const server = createApiServer(world);
  server.bootstrap();
  const kubectl = kubectlForTest(server.transport(admin), world.clock, {
    'ds.yaml': `${daemonSet('web')}---${daemonSet('agent', 'busybox:1.36')}`,
  });
  await kubectl('apply -f ds.yaml');
  return kubectl;
}

const ds = (line: string) => line.trimEnd().replace(/ +$/gm, '');

test('get prints tables as the server made them', async () => {
  const kubectl = await cluster();
  expect(await kubectl('get ds')).toBe(
    [
      'NAME    DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR   AGE',
      'agent   0         0         0       0            0           <none>          0s',
      'web     0         0         0       0            0           <none>          0s',
      '',
    ].join('\n'),
  );
  expect(await kubectl('get ds web nope --no-headers')).toBe(
    'web   0     0     0     0     0     <none>   0s\nError from server (NotFound): daemonsets.apps "nope" not found\n[1]\n',
  );
  expect(ds(await kubectl('get ds,svc')).split('\n')).toEqual([
    'NAME                   DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR   AGE',
    'daemonset.apps/agent   0         0         0       0            0           <none>          0s',
    'daemonset.apps/web     0         0         0       0            0           <none>          0s',
    '',
    'NAME                 TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE',
    'service/kubernetes   ClusterIP   10.96.0.1    <none>        443/TCP   0s',
  ]);
});

test.each([
  ['get pods', 'No resources found in default namespace.\n'],
  ['get nodes', 'No resources found\n'],
  ['get ds -o name', 'daemonset.apps/agent\ndaemonset.apps/web\n'],
  ['get ds -o jsonpath={.items[*].metadata.name}', 'agent web'],
  [
    'get ds -o custom-columns=N:.metadata.name,I:.spec.template.spec.containers[*].image',
    'N       I\nagent   busybox:1.36\nweb     nginx:1.25\n',
  ],
  ['get ds web -L tier --no-headers', 'web   0     0     0     0     0     <none>   0s    infra\n'],
  ['get ds missing --ignore-not-found', ''],
  ['get dss', 'error: the server doesn\'t have a resource type "dss"\n[1]\n'],
  ['get pods --bogus', "error: unknown flag: --bogus\nSee 'kubectl get --help' for usage.\n[1]\n"],
  ['get ds -o jsonpath={.items[0', 'error: error parsing jsonpath {.items[0, unterminated array\n[1]\n'],
  ['gett pods', 'error: unknown command "gett" for "kubectl"\n\nDid you mean this?\n\tset\n\tget\n[1]\n'],
  ['list', 'error: unknown command "list" for "kubectl"\n\nDid you mean this?\n\tget\n\twait\n[1]\n'],
  ['get ds --server-print=false --sort-by=.metadata.name', 'NAME    AGE\nagent   0s\nweb     0s\n'],
  ['describe ds missing', 'Error from server (NotFound): daemonsets.apps "missing" not found\n[1]\n'],
])('%s', async (line, output) => {
  const kubectl = await cluster();
  expect(await kubectl(line)).toBe(output);
});

test('describe aligns what belongs together', async () => {
  const kubectl = await cluster();
  const text = await kubectl('describe ds we');
  expect(text).toContain('Node-Selector:  <none>\nLabels:         tier=infra\n');
  expect(text).toContain('    Requests:\n      cpu:         100m\n    Environment:   <none>\n');
  expect(text).toContain('  Tolerations:     <none>\nEvents:            <none>\n');
});
