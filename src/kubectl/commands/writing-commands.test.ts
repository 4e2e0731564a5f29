import { describe, expect, it } from 'vitest';
import { createApiServer } from '../../cluster/apiserver/api-server.ts';
import { createWorld } from '../../sim/world.ts';
import { kubectlForTest } from './kubectl-for-test.ts';

/** kubectl before a real API server; nothing else runs, so that objects stay as they were written. */
function shell(files: Record<string, string> = {}) {
  const world = createWorld({ seed: 1, startAt: Date.UTC(2026, 0, 1) });
  const api = createApiServer(world);
  api.bootstrap();
  const admin = { name: 'kubernetes-admin', groups: ['system:masters'] };
  return { kubectl: kubectlForTest(api.transport(admin), world.clock, files) };
}

const daemonSet = (name: string, image = 'nginx:1.25') => `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: ${name}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers: [{name: c, image: "${image}"}]
`;
const node = 'apiVersion: v1\nkind: Node\nmetadata: {name: node01}\n';

describe('the writing commands on a real API server', () => {
  it('applies, applies again, changes and deletes', async () => {
    const { kubectl } = shell();
    expect(await kubectl('apply -f -', daemonSet('a'))).toBe('daemonset.apps/a created\n');
    expect(await kubectl('apply -f -', daemonSet('a'))).toBe('daemonset.apps/a unchanged\n');
    expect(await kubectl('apply -f -', daemonSet('a', 'nginx:1.26'))).toBe('daemonset.apps/a configured\n');
    expect(await kubectl('apply view-last-applied ds/a -o json')).toContain('"image": "nginx:1.26"');
    expect(await kubectl('apply -f - --dry-run=client', daemonSet('b'))).toBe('daemonset.apps/b created (dry run)\n');
    expect(await kubectl('apply -f - --dry-run=server', daemonSet('b'))).toBe(
      'daemonset.apps/b created (server dry run)\n',
    );
    expect(await kubectl('create -f -', daemonSet('a'))).toBe(
      'Error from server (AlreadyExists): error when creating "STDIN": daemonsets.apps "a" already exists\n[1]\n',
    );
    expect(await kubectl('delete ds a --dry-run=client')).toBe('daemonset.apps "a" deleted (dry run)\n');
    expect(await kubectl('delete ds a')).toBe('daemonset.apps "a" deleted\n');
    expect(await kubectl('delete ds a')).toBe('Error from server (NotFound): daemonsets.apps "a" not found\n[1]\n');
    expect(await kubectl('delete ds a --ignore-not-found')).toBe('');
  });

  it('labels', async () => {
    const { kubectl } = shell();
    await kubectl('create -f -', node);
    expect(await kubectl('label node node01 gpu=true')).toBe('node/node01 labeled\n');
    expect(await kubectl('label node node01 gpu=true')).toBe('node/node01 not labeled\n');
    expect(await kubectl('label node node01 gpu=false')).toBe(
      "error: 'gpu' already has a value (true), and --overwrite is false\n[1]\n",
    );
    expect(await kubectl('label node node01 gpu=false --overwrite')).toBe('node/node01 labeled\n');
    expect(await kubectl('label node node01 disk-')).toBe('label "disk" not found.\nnode/node01 not labeled\n');
    expect(await kubectl('label node node01 gpu-')).toBe('node/node01 unlabeled\n');
    expect(await kubectl('label node nope disk=ssd')).toBe(
      'Error from server (NotFound): nodes "nope" not found\n[1]\n',
    );
    expect(await kubectl('label node node01 gpu')).toBe('error: at least one label update is required\n[1]\n');
    expect(await kubectl("label node node01 'bad key=1'")).toMatch(
      /^The Node "node01" is invalid: metadata.labels: Invalid/,
    );
    expect(await kubectl('annotate node node01 owner=ops')).toBe('node/node01 annotated\n');
    expect(await kubectl('annotate node node01 owner=dev')).toBe(
      "error: --overwrite is false but found the following declared annotation(s): 'owner' already has a value (ops)\n[1]\n",
    );
  });

  it('taints and cordons', async () => {
    const { kubectl } = shell();
    await kubectl('create -f -', node);
    expect(await kubectl('taint nodes node01 dedicated=infra:NoSchedule')).toBe('node/node01 tainted\n');
    expect(await kubectl('taint nodes node01 dedicated=x:NoSchedule')).toBe(
      'error: node node01 already has dedicated taint(s) with same effect(s) and --overwrite is false\n[1]\n',
    );
    expect(await kubectl('taint nodes node01 dedicated-')).toBe('node/node01 untainted\n');
    expect(await kubectl('taint nodes node01 dedicated-')).toBe('error: taint "dedicated" not found\n[1]\n');
    expect(await kubectl('taint nodes node01 dedicated=infra:Bogus')).toBe(
      "error: invalid taint effect: Bogus, unsupported taint effect\nSee 'kubectl taint -h' for help and examples\n[1]\n",
    );
    expect(await kubectl('taint nodes node01 a=b:NoSchedule a=c:NoSchedule')).toBe(
      "error: duplicated taints with the same key and effect: {a c NoSchedule <nil>}\nSee 'kubectl taint -h' for help and examples\n[1]\n",
    );
    expect(await kubectl('cordon node01')).toBe('node/node01 cordoned\n');
    expect(await kubectl('cordon node01')).toBe('node/node01 already cordoned\n');
    expect(await kubectl('uncordon node01')).toBe('node/node01 uncordoned\n');
  });

  it('patches and sets', async () => {
    const { kubectl } = shell();
    await kubectl('create -f -', daemonSet('e'));
    expect(await kubectl(`patch ds e -p '{"metadata":{"labels":{"x":"y"}}}'`)).toBe('daemonset.apps/e patched\n');
    expect(await kubectl(`patch ds e -p '{"metadata":{"labels":{"x":"y"}}}'`)).toBe(
      'daemonset.apps/e patched (no change)\n',
    );
    expect(await kubectl(`patch ds e -p '{"spec":'`)).toBe(
      'Error from server (BadRequest): unexpected end of JSON input\n[1]\n',
    );
    expect(await kubectl('set image ds/e c=nginx:1.27')).toBe('daemonset.apps/e image updated\n');
    expect(await kubectl('set image ds/e wrong=foo:1')).toBe('error: unable to find container named "wrong"\n[1]\n');
    expect(await kubectl('set image ds/nope c=foo:1')).toBe(
      'Error from server (NotFound): daemonsets.apps "nope" not found\n[1]\n',
    );
    expect(await kubectl('set env ds/e C=3')).toBe('daemonset.apps/e env updated\n');
    expect(await kubectl('set env ds/e --list')).toBe('# DaemonSet e, container c\nC=3\n');
    expect(await kubectl('set resources ds e -c c --requests=cpu=100m,memory=64Mi')).toBe(
      'daemonset.apps/e resource requirements updated\n',
    );
    expect(await kubectl('rollout restart ds e')).toBe('daemonset.apps/e restarted\n');
    expect(await kubectl('rollout pause ds e')).toBe('error: daemonsets.apps "e" pausing is not supported\n[1]\n');
    expect(await kubectl('rollout history ds e')).toBe('daemonset.apps/e \nNo rollout history found.\n');
    expect(await kubectl('rollout status ds e --watch=false')).toBe(
      'Waiting for daemon set spec update to be observed...\n',
    );
    expect(await kubectl('scale ds e --replicas=3')).toBe(
      'Error from server (NotFound): the server could not find the requested resource\n[1]\n',
    );
    expect(await kubectl('replace -f -', daemonSet('e', 'nginx:9'))).toBe('daemonset.apps/e replaced\n');
  });

  it('records the command line with --record', async () => {
    const { kubectl } = shell();
    const cause = "get ds e -o jsonpath='{.metadata.annotations.kubernetes\\.io/change-cause}'";
    const deprecated = 'Flag --record has been deprecated, --record will be removed in the future\n';
    expect(await kubectl('create -f - --record', daemonSet('e'))).toBe(`${deprecated}daemonset.apps/e created\n`);
    expect(await kubectl(cause)).toBe('kubectl create --filename=- --record=true');
    expect(await kubectl('set image -n default ds/e c=nginx:2 --record')).toBe(
      `${deprecated}daemonset.apps/e image updated\n`,
    );
    expect(await kubectl(cause)).toBe('kubectl set image ds/e c=nginx:2 --namespace=default --record=true');
    expect(await kubectl(`patch ds e --record -p '{"spec":{"minReadySeconds":5}}'`)).toContain('patched\n');
    expect(await kubectl(cause)).toBe('kubectl patch ds e --record=true --patch={"spec":{"minReadySeconds":5}}');
    expect(await kubectl('label ds e --record=true team=the-one-that-looks-after-the-nodes')).toBe(
      `${deprecated}daemonset.apps/e labeled\n`,
    );
    expect(await kubectl(cause)).toBe('kubectl label ds e team=the-one-that-looks-after-the-nodes --record=true');
    expect(await kubectl('label ds e team-')).toBe('daemonset.apps/e unlabeled\n');
    expect(await kubectl('annotate ds e kubernetes.io/change-cause=mine --record')).toBe(
      `${deprecated}daemonset.apps/e annotated\n`,
    );
    expect(await kubectl(cause)).toBe('mine');
  });

  it('edits', async () => {
    const { kubectl } = shell();
    await kubectl('create -f -', daemonSet('e', 'nginx:1.24'));
    expect(await kubectl('edit ds e')).toBe('daemonset.apps/e edited\n');
    expect(await kubectl('edit ds e')).toBe('Edit cancelled, no changes made.\n');
  });

  it('refuses to drain what it must not', async () => {
    const { kubectl } = shell();
    await kubectl('create -f -', node);
    expect(await kubectl(`run bare --image=nginx --overrides='{"spec":{"nodeName":"node01"}}'`)).toBe(
      'pod/bare created\n',
    );
    const refusal =
      'cannot delete cannot delete Pods that declare no controller (use --force to override): default/bare';
    expect(await kubectl('drain node01')).toBe(
      `node/node01 cordoned\nerror: unable to drain node "node01" due to error: ${refusal}, continuing command...\nThere are pending nodes to be drained:\n node01\n${refusal}\n[1]\n`,
    );
  });

  it.each([
    ['debug node/node01 -it --image=busybox', 'kubectl debug'],
    [
      'run web --image=nginx --rm -it -- sh',
      'run with --attach, --stdin or --rm (nothing can be attached to a container)',
    ],
    ['apply edit-last-applied ds/a', 'apply edit-last-applied'],
  ])('says that it does not have %s', async (line, what) => {
    expect(await shell().kubectl(line)).toBe(`error: not simulated in Drydock: ${what}\n[1]\n`);
  });
});
