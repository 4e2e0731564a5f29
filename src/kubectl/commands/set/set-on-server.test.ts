import { describe, expect, it } from 'vitest';
import { createApiServer } from '../../../cluster/apiserver/api-server.ts';
import { createWorld } from '../../../sim/world.ts';
import { kubectlForTest } from '../kubectl-for-test.ts';

const daemonSet = `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: e}
spec:
  selector: {matchLabels: {app: e}}
  template:
    metadata: {labels: {app: e}}
    spec:
      initContainers: [{name: init, image: "busybox:1"}]
      containers: [{name: web, image: "nginx:1"}, {name: side, image: "busybox:1"}]
`;
const images = '{.initContainers[*].image} {.containers[*].image}';
const resources = '{.containers[*].resources}';

/** Runs a command on a new server with one DaemonSet, and reads a part of its pod template. */
async function runAndRead(line: string, part: string) {
  const world = createWorld({ seed: 1, startAt: Date.UTC(2026, 0, 1) });
  const api = createApiServer(world);
  api.bootstrap();
  const kubectl = kubectlForTest(api.transport({ name: 'kubernetes-admin', groups: ['system:masters'] }), world.clock);
  await kubectl('create -f -', daemonSet);
  const said = await kubectl(line);
  const path = part.replaceAll('{.', '{.spec.template.spec.').replaceAll(' ', '');
  return { said, found: await kubectl(`get ds e -o jsonpath=${path}`) };
}

describe('set on a real API server', () => {
  it.each([
    ['set image ds/e web=nginx:2', images, 'busybox:1nginx:2 busybox:1'],
    ['set image ds e web=nginx:2 init=busybox:2', images, 'busybox:2nginx:2 busybox:1'],
    ['set image ds e *=nginx:3', images, 'nginx:3nginx:3 nginx:3'],
    ['set image ds --all side=nginx:3', images, 'busybox:1nginx:1 nginx:3'],
    ['set resources ds e --limits=cpu=1 -c web', resources, '{"limits":{"cpu":"1"}} {}'],
    [
      'set resources ds e --requests=memory=64Mi --limits=memory=128Mi -c s*',
      resources,
      '{} {"limits":{"memory":"128Mi"},"requests":{"memory":"64Mi"}}',
    ],
    ['set serviceaccount ds e robot', '{.serviceAccountName}', 'robot'],
  ])('%s', async (line, part, expected) => {
    const { said, found } = await runAndRead(line, part);
    expect(said).toMatch(/^daemonset.apps\/e .* ?updated\n$/);
    expect(found).toBe(expected);
  });

  it.each([
    ['set image ds/e', 'error: at least one image update is required\n[1]\n'],
    [
      'set image ds/e *=a web=b',
      'error: all containers are already specified by *, but saw more than one container_name=container_image pairs\n[1]\n',
    ],
    [
      'set resources ds e',
      'error: you must specify an update to requests or limits (in the form of --requests/--limits)\n[1]\n',
    ],
    ['set resources ds e --limits=cpu', 'error: Invalid argument syntax cpu, expected <resource>=<value>\n[1]\n'],
    ['set resources ds e --limits=cpu=1 -c nope', 'error: unable to find container named nope\n[1]\n'],
    ['set selector ds e a=b', 'error: setting a selector is only supported for Services\n[1]\n'],
  ])('%s is refused', async (line, expected) => {
    const { said, found } = await runAndRead(line, images);
    expect(said).toBe(expected);
    expect(found).toBe('busybox:1nginx:1 busybox:1');
  });
});
