import { describe, expect, it } from 'vitest';
import { createApiServer } from '../../cluster/apiserver/api-server.ts';
import { createWorld } from '../../sim/world.ts';
import { clusterShellForTest } from './cluster-shell-for-test.ts';
import { kubectlForTest } from './kubectl-for-test.ts';

const request = `openssl req -new -newkey rsa:2048 -nodes -keyout k.pem -subj /CN=jane -out r.csr 2>/dev/null
for n in a b; do cat > $n.yaml <<EOF
apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: $n}
spec:
  request: $(base64 -w0 < r.csr)
  signerName: kubernetes.io/kube-apiserver-client
  usages: [client auth]
EOF
kubectl apply -f $n.yaml; done`;

describe('kubectl certificate', () => {
  it('approves and denies', async () => {
    const { run } = clusterShellForTest();
    expect(await run(request)).toBe(
      'certificatesigningrequest.certificates.k8s.io/a created\ncertificatesigningrequest.certificates.k8s.io/b created\n',
    );
    const table: readonly (readonly [string, string])[] = [
      ['approve a', 'certificatesigningrequest.certificates.k8s.io/a approved\n'],
      ['approve a', 'certificatesigningrequest.certificates.k8s.io/a approved\n'],
      ['deny a', 'error: certificate signing request "a" is already Approved\n[1]\n'],
      ['deny -f b.yaml', 'certificatesigningrequest.certificates.k8s.io/b denied\n'],
      ['deny b --force -o name', 'certificatesigningrequest.certificates.k8s.io/b\n'],
      ['approve b nope', 'error: certificate signing request "b" is already Denied\n[1]\n'],
      ['approve', 'error: one or more CSRs must be specified as <name> or -f <filename>\n[1]\n'],
      [
        'approve nope',
        'Error from server (NotFound): certificatesigningrequests.certificates.k8s.io "nope" not found\n[1]\n',
      ],
      ['approve pod/x', 'Error from server (NotFound): pods "x" not found\n[1]\n'],
      [
        'approve node/node01',
        'error: can only handle CertificateSigningRequest.certificates.k8s.io objects, got Node\n[1]\n',
      ],
    ];
    for (const [args, answer] of table.filter(([args]) => args !== 'approve b nope')) {
      expect(await run(`kubectl certificate ${args}`), args).toBe(answer);
    }
    expect(
      await run('kubectl get csr --no-headers; kubectl get csr a -o jsonpath="{.status.conditions[0].reason}"'),
    ).toMatch(/^a .*Approved,Issued\nb .*Denied\nKubectlApprove$/);
  });
});

describe('the flags that wait, edit and resolve', () => {
  it('scales and waits', async () => {
    const { run } = clusterShellForTest();
    await run('kubectl create deployment web --image=nginx:1.25');
    expect(
      await run(
        'kubectl scale deploy web --replicas=2 --timeout=10s; kubectl get deploy web -o jsonpath={.status.replicas}',
      ),
    ).toBe('deployment.apps/web scaled\n2');
    await run('kubectl rollout pause deploy web');
    expect(await run('kubectl scale deploy nope --replicas=2 --timeout=10s')).toContain('not found');
  });

  it('edits before it creates', async () => {
    const world = createWorld({ seed: 1, startAt: Date.UTC(2026, 0, 1) });
    const api = createApiServer(world);
    api.bootstrap();
    const pod = (image: string) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: ${image.replace(/[:.]/g, '-')}}\nspec: {containers: [{name: c, image: "${image}"}]}\n`;
    const kubectl = kubectlForTest(
      api.transport({ name: 'kubernetes-admin', groups: ['system:masters'] }),
      world.clock,
      {
        '/a': pod('nginx:1.23'),
        '/b': pod('nginx:1.24'),
      },
    );
    expect(await kubectl('create -f /a --edit')).toBe('Edit cancelled, no changes made.\n');
    expect(await kubectl('create -f /b --edit')).toBe('pod/nginx-1-24 created\n');
    expect(await kubectl('get po -o jsonpath={.items[*].spec.containers[0].image}')).toBe('nginx:1.25');
    expect(await kubectl('create -f /b --edit')).toMatch(
      /^A copy of your changes has been stored to "\/tmp\/kubectl-edit-abcde.yaml"\nError from server \(AlreadyExists\): pods "nginx-1-24" already exists\n\[1\]\n$/,
    );
  });

  it('resolves references', async () => {
    const { run } = clusterShellForTest();
    await run(`kubectl create secret generic s --from-literal=k=hidden; kubectl create deployment web --image=nginx:1.25
kubectl set env deploy/web --from=secret/s; kubectl set env deploy/web A=1`);
    expect(await run('kubectl set env deploy/web --list --resolve')).toBe(
      '# Deployment web, container nginx\nK=hidden\nA=1\n',
    );
    await run('kubectl delete secret s');
    expect(await run('kubectl set env deploy/web --list --resolve')).toBe(
      '# Deployment web, container nginx\n# K from secret s, key k\nA=1\nerror retrieving reference for K: secrets "s" not found\n',
    );
  });
});
