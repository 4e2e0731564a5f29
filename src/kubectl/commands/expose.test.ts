import { describe, expect, it } from 'vitest';
import { createApiServer } from '../../cluster/apiserver/api-server.ts';
import { createWorld } from '../../sim/world.ts';
import { kubectlForTest } from './kubectl-for-test.ts';

const pod = (ports: string, labels = '{app: web, tier: front}') => `apiVersion: v1
kind: Pod
metadata: {name: web, labels: ${labels}}
spec:
  containers: [{name: c, image: nginx, ports: ${ports}}]
`;
const one = '[{containerPort: 80}]';
const several = '[{containerPort: 80}, {containerPort: 53}, {containerPort: 53, protocol: UDP}]';

/** kubectl before a real API server that holds one pod. */
async function withPod(text: string) {
  const world = createWorld({ seed: 1, startAt: Date.UTC(2026, 0, 1) });
  const api = createApiServer(world);
  api.bootstrap();
  const admin = { name: 'kubernetes-admin', groups: ['system:masters'] };
  const kubectl = kubectlForTest(api.transport(admin), world.clock);
  await kubectl('create -f -', text);
  return kubectl;
}

describe('expose', () => {
  it.each([
    ['the port of the pod', one, '', '[{"protocol":"TCP","port":80,"targetPort":80}]'],
    ['another port', one, '--port=8080 --target-port=http', '[{"protocol":"TCP","port":8080,"targetPort":"http"}]'],
    ['a protocol', one, '--port=53 --protocol=UDP', '[{"protocol":"UDP","port":53,"targetPort":53}]'],
    [
      'several ports and protocols',
      several,
      '',
      '[{"name":"port-1","protocol":"TCP","port":80,"targetPort":80},{"name":"port-2-tcp","protocol":"TCP","port":53,"targetPort":53},{"name":"port-2-udp","protocol":"UDP","port":53,"targetPort":53}]',
    ],
    [
      'several ports given',
      one,
      '--port=80,443',
      '[{"name":"port-1","protocol":"TCP","port":80,"targetPort":80},{"name":"port-2","protocol":"TCP","port":443,"targetPort":443}]',
    ],
  ])('makes a service for %s', async (_, ports, options, expected) => {
    const kubectl = await withPod(pod(ports));
    const text = await kubectl(`expose pod web ${options} --dry-run=client -o json`);
    expect(JSON.parse(text)).toMatchObject({
      kind: 'Service',
      metadata: { name: 'web', labels: { app: 'web', tier: 'front' } },
      spec: { selector: { app: 'web', tier: 'front' }, ports: JSON.parse(expected) as unknown },
    });
  });

  it('sends it', async () => {
    const kubectl = await withPod(pod(one));
    expect(await kubectl('expose pod web --name=front --type=NodePort -l team=a --selector=app=web')).toMatch(
      /service\/front exposed\n$/,
    );
    expect(await kubectl('get svc front -o jsonpath={.metadata.labels}{.spec.selector}{.spec.type}')).toBe(
      '{"team":"a"}{"app":"web"}NodePort',
    );
    expect(await kubectl('expose svc front --name=second --port=81 --dry-run=client')).toBe(
      'service/second exposed (dry run)\n',
    );
    expect(await kubectl('expose pod web --name=front')).toBe(
      'Error from server (AlreadyExists): services "front" already exists\n[1]\n',
    );
  });

  it.each([
    ['[]', '{app: web}', 'expose pod web', "error: couldn't find port via --port flag or introspection\n[1]\n"],
    [
      '[]',
      '{}',
      'expose pod web --port=80',
      "error: couldn't retrieve selectors via --selector flag or introspection: the pod has no labels and cannot be exposed\n[1]\n",
    ],
    [one, '{a: b}', 'expose pod web --port=http', 'error: strconv.Atoi: parsing "http": invalid syntax\n[1]\n'],
    [one, '{a: b}', 'expose pod web --labels=a', 'error: unexpected label spec: a\n[1]\n'],
    [one, '{a: b}', 'expose pod web --session-affinity=x', 'error: unknown session affinity: x\n[1]\n'],
    [one, '{a: b}', 'expose namespace default --port=80', 'error: cannot expose a Namespace\n[1]\n'],
    [one, '{a: b}', 'expose pod nope --port=80', 'Error from server (NotFound): pods "nope" not found\n[1]\n'],
  ])('refuses', async (ports, labels, line, expected) => {
    expect(await (await withPod(pod(ports, labels)))(line)).toBe(expected);
  });
});
