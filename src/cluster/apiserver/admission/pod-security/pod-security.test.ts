import { describe, expect, it } from 'vitest';
import type { ApiResponse, Status } from '../../../../api/transport.ts';
import { createWorld } from '../../../../sim/world.ts';
import { createApiServer } from '../../api-server.ts';
import type { CheckedPod } from './security-check.ts';
import { securityPolicy } from './security-policy.ts';
import { securityViolations, violationsText } from './security-violations.ts';

const latest = Number.POSITIVE_INFINITY;
const pod = (context: object = {}, spec: object = {}, annotations: Record<string, string> = {}) =>
  ({
    metadata: { annotations },
    spec: { containers: [{ name: 'a', image: 'i', securityContext: context }], ...spec },
  }) as unknown as CheckedPod;
const safe = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};
const podContext = (securityContext: object) => ({ securityContext });
const volume = (name: string, source: object) => ({ name, ...source });

describe('the checks', () => {
  it.each<[string, CheckedPod, string]>([
    ['nothing', pod(), ''],
    [
      'apparmor',
      pod({ appArmorProfile: { type: 'Unconfined' } }),
      'forbidden AppArmor profile (container "a" must not set AppArmor profile type to "Unconfined")',
    ],
    [
      'apparmor annotation',
      pod({}, {}, { 'container.apparmor.security.beta.kubernetes.io/a': 'unconfined' }),
      'forbidden AppArmor profile (annotation must not set AppArmor profile type to "container.apparmor.security.beta.kubernetes.io/a="unconfined"")',
    ],
    [
      'host namespaces',
      pod({}, { hostPID: true, hostNetwork: true, hostIPC: true }),
      'host namespaces (hostIPC, hostNetwork, hostPID)',
    ],
    [
      'host ports',
      pod(
        {},
        {
          containers: [
            { name: 'a', ports: [{ hostPort: 20 }, { hostPort: 12 }] },
            { name: 'b', ports: [{ hostPort: 12 }] },
          ],
        },
      ),
      'hostPort (containers "a", "b" use hostPorts 12, 20)',
    ],
    [
      'privileged',
      pod({ privileged: true }),
      'privileged (container "a" must not set securityContext.privileged=true)',
    ],
    [
      'procMount',
      pod({ procMount: 'Unmasked' }),
      'procMount (container "a" must not set securityContext.procMount to "Unmasked")',
    ],
    [
      'selinux',
      pod({ seLinuxOptions: { type: 'foo', user: 'u' } }, podContext({ seLinuxOptions: { role: 'r' } })),
      'seLinuxOptions (pod and container "a" set forbidden securityContext.seLinuxOptions: type "foo"; user may not be set; role may not be set)',
    ],
    [
      'sysctls',
      pod({}, podContext({ sysctls: [{ name: 'a.b' }, { name: 'net.ipv4.tcp_rmem' }] })),
      'forbidden sysctls (a.b)',
    ],
    [
      'windows',
      pod({ windowsOptions: { hostProcess: true } }),
      'hostProcess (container "a" must not set securityContext.windowsOptions.hostProcess=true)',
    ],
    [
      'capabilities',
      pod({ capabilities: { add: ['NET_RAW', 'CHOWN'] } }),
      'non-default capabilities (container "a" must not include "NET_RAW" in securityContext.capabilities.add)',
    ],
    [
      'host paths',
      pod({}, { volumes: [volume('v', { hostPath: {} }), volume('w', { emptyDir: {} })] }),
      'hostPath volumes (volume "v")',
    ],
    [
      'seccomp',
      pod({}, podContext({ seccompProfile: { type: 'Unconfined' } })),
      'seccompProfile (pod must not set securityContext.seccompProfile.type to "Unconfined")',
    ],
  ])('of the baseline find %s', (_what, checked, text) => {
    expect(violationsText(securityViolations({ level: 'baseline', version: latest }, checked))).toBe(text);
  });

  it.each<[string, CheckedPod, string]>([
    ['nothing', pod(safe), ''],
    [
      'everything unsaid',
      pod(),
      'allowPrivilegeEscalation != false (container "a" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "a" must set securityContext.capabilities.drop=["ALL"]), runAsNonRoot != true (pod or container "a" must set securityContext.runAsNonRoot=true), seccompProfile (pod or container "a" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
    ],
    [
      'capabilities',
      pod({ ...safe, capabilities: { drop: ['ALL'], add: ['CHOWN', 'NET_BIND_SERVICE'] } }),
      'unrestricted capabilities (container "a" must not include "CHOWN" in securityContext.capabilities.add)',
    ],
    [
      'volumes',
      pod(safe, { volumes: [volume('v', { nfs: {} }), volume('w', { hostPath: {} }), volume('x', { secret: {} })] }),
      'restricted volume types (volumes "v", "w" use restricted volume types "hostPath", "nfs")',
    ],
    [
      'root',
      pod({ ...safe, runAsUser: 0, runAsNonRoot: false }),
      'runAsNonRoot != true (container "a" must not set securityContext.runAsNonRoot=false), runAsUser=0 (container "a" must not set runAsUser=0)',
    ],
    ['windows pods', pod({ runAsNonRoot: true }, { os: { name: 'windows' } }), ''],
  ])('of the restricted level find %s', (_what, checked, text) => {
    expect(violationsText(securityViolations({ level: 'restricted', version: latest }, checked))).toBe(text);
  });

  it('are those of the version asked for', () => {
    const reasons = (version: number) =>
      securityViolations({ level: 'restricted', version }, pod({ runAsUser: 0 })).map(({ reason }) => reason);
    expect(reasons(7)).toEqual(['runAsNonRoot != true']);
    expect(reasons(22)).toEqual([
      'allowPrivilegeEscalation != false',
      'unrestricted capabilities',
      'runAsNonRoot != true',
      'seccompProfile',
    ]);
    expect(reasons(23)).toContain('runAsUser=0');
  });
});

describe('a policy', () => {
  it('warns of what it would refuse unless told otherwise', () => {
    const labels = {
      'pod-security.kubernetes.io/enforce': 'baseline',
      'pod-security.kubernetes.io/enforce-version': 'v1.24',
    };
    expect(securityPolicy(labels).warn).toEqual({ level: 'baseline', version: 24 });
    expect(securityPolicy({ ...labels, 'pod-security.kubernetes.io/warn': 'privileged' }).warn.level).toBe(
      'privileged',
    );
  });
});

describe('the door', () => {
  const server = createApiServer(createWorld({ seed: 1, startAt: 0 }));
  server.bootstrap();
  const send = (method: 'POST' | 'PATCH', path: string, body: object): ApiResponse =>
    server.handle({
      method,
      path,
      query: {},
      headers: { 'content-type': method === 'POST' ? 'application/json' : 'application/merge-patch+json' },
      body,
      user: { name: 'admin', groups: ['system:masters'] },
    });
  const namespace = (name: string, labels: object) =>
    send('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
  const messageOf = ({ body }: ApiResponse) => (body as Status).message;
  const label = (mode: string, value: string) => ({ [`pod-security.kubernetes.io/${mode}`]: value });

  it('refuses pods, lets through what makes them with a warning, and warns of pods that are there', () => {
    namespace('s', label('warn', 'baseline'));
    send('POST', '/api/v1/namespaces/s/serviceaccounts', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default' },
    });
    const bad = (name: string, spec: object = {}) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name },
      spec: { containers: [{ name: 'c', image: 'i', ...spec }] },
    });
    const pods = '/api/v1/namespaces/s/pods';
    const warned = send('POST', pods, bad('one', { securityContext: { privileged: true } }));
    expect(warned.status).toBe(201);
    expect(warned.headers.warning).toBe(
      '299 - "would violate PodSecurity \\"baseline:latest\\": privileged (container \\"c\\" must not set securityContext.privileged=true)"',
    );
    send('POST', pods, bad('two', { securityContext: { privileged: true } }));
    const labelled = send('PATCH', '/api/v1/namespaces/s', { metadata: { labels: label('enforce', 'baseline') } });
    expect(labelled.headers.warning).toBe(
      '299 - "existing pods in namespace \\"s\\" violate the new PodSecurity enforce level \\"baseline:latest\\"", 299 - "one (and 1 other pod): privileged"',
    );
    expect(messageOf(send('POST', pods, bad('three', { securityContext: { privileged: true } })))).toBe(
      'pods "three" is forbidden: violates PodSecurity "baseline:latest": privileged (container "c" must not set securityContext.privileged=true)',
    );
    const template = {
      metadata: { labels: { a: 'b' } },
      spec: bad('x', { securityContext: { privileged: true } }).spec,
    };
    const set = {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'd' },
      spec: { selector: { matchLabels: { a: 'b' } }, template },
    };
    const made = send('POST', '/apis/apps/v1/namespaces/s/daemonsets', set);
    expect(made.status).toBe(201);
    expect(made.headers.warning).toContain('would violate PodSecurity');
  });

  it('refuses labels that say nothing', () => {
    expect(messageOf(namespace('t', { ...label('enforce', 'strict'), ...label('warn-version', '1.2') }))).toBe(
      'Namespace "t" is invalid: [metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "strict": must be one of privileged, baseline, restricted, metadata.labels[pod-security.kubernetes.io/warn-version]: Invalid value: "1.2": must be "latest" or "v1.x"]',
    );
  });
});
