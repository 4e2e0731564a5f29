import { describe, expect, it } from 'vitest';
import { createWorld } from '../../../sim/world.ts';
import { createApiServer } from '../api-server.ts';

const user = { name: 'kubernetes-admin', groups: ['system:masters'] };

/** What the server says to a new object, or to a change of it. */
function said(path: string, object: object, change?: object, rest = ''): string {
  const api = createApiServer(createWorld({ seed: 1, startAt: 0 }));
  api.bootstrap();
  const send = (method: 'POST' | 'PATCH', at: string, body: object) => {
    const headers = { 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' };
    const answer = api.handle({ method, path: at, query: {}, headers, user, body: JSON.stringify(body) });
    const text = answer.status < 300 ? '' : ((answer.body as { message?: string }).message ?? '');
    return text.replace(/^\S+ "\S*" is invalid: /, '');
  };
  const made = send('POST', path, { metadata: { name: 'x' }, ...object });
  return made !== '' || change === undefined ? made : send('PATCH', `${path}/x${rest}`, change);
}

const APPS = '/apis/apps/v1/namespaces/default';
const labels = { a: 'b' };
const selector = { matchLabels: labels };
const podOf = (spec: object = {}) => ({
  metadata: { labels },
  spec: { containers: [{ name: 'c', image: 'i' }], ...spec },
});
const set = (spec: object = {}) => ({ spec: { selector, template: podOf(), ...spec } });
const ALWAYS = 'spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"';
const MATCH = 'Invalid value: map[string]string{"a":"b"}: `selector` does not match template `labels`';
const OTHER =
  'v1.LabelSelector{MatchLabels:map[string]string{"a":"c"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}';
const EMPTY =
  'v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement(nil)}';
const int = (value: number) => `intstr.IntOrString{Type:0, IntVal:${value}, StrVal:""}`;
const text = (value: string) => `intstr.IntOrString{Type:1, IntVal:0, StrVal:"${value}"}`;
const NEGATIVE = 'must be greater than or equal to 0';

// Models TestValidateDeployment, TestValidateReplicaSet, TestValidateStatefulSet, TestValidateDaemonSet and their updates.
describe('apps', () => {
  const rolling = (rollingUpdate: object) => set({ strategy: { type: 'RollingUpdate', rollingUpdate } });
  const daemon = (rollingUpdate: object) => set({ updateStrategy: { type: 'RollingUpdate', rollingUpdate } });
  it.each<[plural: string, object: object, errors: string, change?: object, rest?: string]>([
    ['deployments', set(), ''],
    ['deployments', set({ replicas: -1 }), `spec.replicas: Invalid value: -1: ${NEGATIVE}`],
    [
      'deployments',
      set({ selector: undefined }),
      `[spec.selector: Required value, spec.template.metadata.labels: ${MATCH}]`,
    ],
    [
      'deployments',
      set({ selector: {} }),
      `spec.selector: Invalid value: ${EMPTY}: empty selector is invalid for deployment`,
    ],
    ['deployments', set({ selector: { matchLabels: { a: 'c' } } }), `spec.template.metadata.labels: ${MATCH}`],
    ['deployments', set({ template: podOf({ restartPolicy: 'Never' }) }), ALWAYS],
    [
      'deployments',
      set({ template: podOf({ activeDeadlineSeconds: 5 }) }),
      'spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicaSet is not Supported',
    ],
    [
      'deployments',
      set({ template: podOf({ ephemeralContainers: [{ name: 'e', image: 'i' }] }) }),
      'spec.template.spec.ephemeralContainers: Forbidden: ephemeral containers not allowed in pod template',
    ],
    [
      'deployments',
      set({ strategy: { type: 'x' } }),
      'spec.strategy.type: Unsupported value: "x": supported values: "Recreate", "RollingUpdate"',
    ],
    [
      'deployments',
      set({ strategy: { type: 'Recreate', rollingUpdate: {} } }),
      "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'",
    ],
    [
      'deployments',
      rolling({ maxSurge: '20Percent' }),
      `spec.strategy.rollingUpdate.maxSurge: Invalid value: ${text('20Percent')}: a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')`,
    ],
    [
      'deployments',
      rolling({ maxSurge: 0, maxUnavailable: 0 }),
      `spec.strategy.rollingUpdate.maxUnavailable: Invalid value: ${int(0)}: may not be 0 when \`maxSurge\` is 0`,
    ],
    [
      'deployments',
      rolling({ maxUnavailable: '110%' }),
      `spec.strategy.rollingUpdate.maxUnavailable: Invalid value: ${text('110%')}: must not be greater than 100%`,
    ],
    [
      'deployments',
      set({ minReadySeconds: -1, revisionHistoryLimit: -1 }),
      `[spec.minReadySeconds: Invalid value: -1: ${NEGATIVE}, spec.revisionHistoryLimit: Invalid value: -1: ${NEGATIVE}]`,
    ],
    [
      'deployments',
      set({ minReadySeconds: 5, progressDeadlineSeconds: 5 }),
      'spec.progressDeadlineSeconds: Invalid value: 5: must be greater than minReadySeconds',
    ],
    [
      'deployments',
      set(),
      `spec.selector: Invalid value: ${OTHER}: field is immutable`,
      { spec: { selector: { matchLabels: { a: 'c' } }, template: { metadata: { labels: { a: 'c' } } } } },
    ],
    [
      'deployments',
      set(),
      '[status.updatedReplicas: Invalid value: 2: cannot be greater than status.replicas, status.availableReplicas: Invalid value: 1: cannot be greater than status.readyReplicas]',
      { status: { replicas: 1, updatedReplicas: 2, readyReplicas: 0, availableReplicas: 1 } },
      '/status',
    ],
    ['replicasets', set(), ''],
    [
      'replicasets',
      set({ selector: {} }),
      `spec.selector: Invalid value: ${EMPTY}: empty selector is invalid for deployment`,
    ],
    ['replicasets', set({ minReadySeconds: -1 }), `spec.minReadySeconds: Invalid value: -1: ${NEGATIVE}`],
    [
      'replicasets',
      set(),
      '[status.fullyLabeledReplicas: Invalid value: 1: cannot be greater than status.replicas, status.readyReplicas: Invalid value: 1: cannot be greater than status.replicas]',
      { status: { replicas: 0, fullyLabeledReplicas: 1, readyReplicas: 1 } },
      '/status',
    ],
    ['daemonsets', set({ template: podOf({ restartPolicy: 'Never' }) }), ALWAYS],
    [
      'daemonsets',
      set({ selector: {} }),
      `spec.selector: Invalid value: ${EMPTY}: empty selector is invalid for daemonset`,
    ],
    ['daemonsets', daemon({ maxSurge: 1, maxUnavailable: 0 }), ''],
    [
      'daemonsets',
      daemon({ maxSurge: '110%', maxUnavailable: 0 }),
      `spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: ${text('110%')}: must not be greater than 100%`,
    ],
    [
      'statefulsets',
      set({ podManagementPolicy: 'x' }),
      `spec.podManagementPolicy: Invalid value: "x": must be 'OrderedReady' or 'Parallel'`,
    ],
    [
      'statefulsets',
      set({ updateStrategy: { type: 'OnDelete', rollingUpdate: { partition: 1 } } }),
      /^spec\.updateStrategy\.rollingUpdate: Invalid value: .*: only allowed for updateStrategy 'RollingUpdate'$/ as never,
    ],
    [
      'statefulsets',
      set({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: -1 } } }),
      `spec.updateStrategy.rollingUpdate.partition: Invalid value: -1: ${NEGATIVE}`,
    ],
    [
      'statefulsets',
      set({ persistentVolumeClaimRetentionPolicy: { whenScaled: 'x' } }),
      'spec.persistentVolumeClaimRetentionPolicy.whenScaled: Unsupported value: "x": supported values: "Retain", "Delete"',
    ],
    ['statefulsets', set({ ordinals: { start: -1 } }), `spec.ordinals.start: Invalid value: -1: ${NEGATIVE}`],
    [
      'statefulsets',
      set({ template: podOf({ activeDeadlineSeconds: 5 }) }),
      'spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in StatefulSet is not Supported',
    ],
    [
      'statefulsets',
      set(),
      "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
      { spec: { serviceName: 'y' } },
    ],
    ['statefulsets', set(), '', { spec: { replicas: 3, minReadySeconds: 2, ordinals: { start: 1 } } }],
    ['controllerrevisions', { data: { a: 1 }, revision: 1 }, ''],
    [
      'controllerrevisions',
      { revision: -1 },
      `[revision: Invalid value: -1: ${NEGATIVE}, data: Required value: data is mandatory]`,
    ],
  ])('%s %j: %s', (plural, object, errors, change, rest) => {
    const answer = said(`${APPS}/${plural}`, object, change, rest);
    if (typeof errors === 'string') expect(answer).toBe(errors);
    else expect(answer).toMatch(errors);
  });
});

// Models TestValidateReplicationController and TestValidateReplicationControllerUpdate.
describe('replication controllers', () => {
  const rc = (spec: object) => ({ spec: { selector: labels, template: podOf(), ...spec } });
  it.each<[object: object, errors: string, change?: object]>([
    [rc({}), ''],
    [rc({ selector: { a: 'c' } }), `spec.template.metadata.labels: ${MATCH}`],
    [rc({ template: undefined }), 'spec.template: Required value'],
    [rc({ replicas: -1 }), `spec.replicas: Invalid value: -1: ${NEGATIVE}`],
    [rc({ template: podOf({ restartPolicy: 'Never' }) }), ALWAYS],
    [
      rc({ template: podOf({ activeDeadlineSeconds: 5 }) }),
      'spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicationController is not Supported',
    ],
    [rc({}), '', { spec: { selector: { a: 'c' }, template: { metadata: { labels: { a: 'c' } } } } }],
  ])('%j: %s', (object, errors, change) => {
    expect(said('/api/v1/namespaces/default/replicationcontrollers', object, change)).toBe(errors);
  });
});

// Models TestValidateJob, TestValidateJobUpdate, TestValidateCronJob.
describe('batch', () => {
  const once = { spec: { containers: [{ name: 'c', image: 'i' }], restartPolicy: 'Never' } };
  const job = (spec: object = {}) => ({ spec: { template: once, ...spec } });
  const cron = (spec: object = {}) => ({
    spec: { schedule: '* * * * *', jobTemplate: { spec: { template: once } }, ...spec },
  });
  const indexed = (more: object) => job({ completionMode: 'Indexed', completions: 2, ...more });
  const always = { spec: { ...once.spec, restartPolicy: 'Always' } };
  const policy = (rule: object) => job({ podFailurePolicy: { rules: [rule] } });
  const R = 'spec.podFailurePolicy.rules[0]';
  it.each<[plural: string, object: object, errors: string, change?: object]>([
    ['jobs', job(), ''],
    [
      'jobs',
      job({ template: always }),
      'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
    ],
    ['jobs', job({ parallelism: -1 }), `spec.parallelism: Invalid value: -1: ${NEGATIVE}`],
    [
      'jobs',
      job({ backoffLimit: -1, ttlSecondsAfterFinished: -1 }),
      `[spec.backoffLimit: Invalid value: -1: ${NEGATIVE}, spec.ttlSecondsAfterFinished: Invalid value: -1: ${NEGATIVE}]`,
    ],
    [
      'jobs',
      job({ completionMode: 'x' }),
      'spec.completionMode: Unsupported value: "x": supported values: "Indexed", "NonIndexed"',
    ],
    [
      'jobs',
      indexed({ completions: undefined, parallelism: 1 }),
      'spec.completions: Required value: when completion mode is Indexed',
    ],
    [
      'jobs',
      indexed({ maxFailedIndexes: 1 }),
      'spec.backoffLimitPerIndex: Required value: when maxFailedIndexes is specified',
    ],
    [
      'jobs',
      indexed({ backoffLimitPerIndex: 1, maxFailedIndexes: 3 }),
      'spec.maxFailedIndexes: Invalid value: 3: must be less than or equal to completions',
    ],
    [
      'jobs',
      job({ backoffLimitPerIndex: 1 }),
      'spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode',
    ],
    [
      'jobs',
      job({ podReplacementPolicy: 'x' }),
      'spec.podReplacementPolicy: Unsupported value: "x": supported values: "Failed", "TerminatingOrFailed"',
    ],
    [
      'jobs',
      job({ managedBy: 'a' }),
      'spec.managedBy: Invalid value: "a": must be a domain-prefixed path (such as "acme.io/foo")',
    ],
    ['jobs', policy({ action: 'FailJob', onExitCodes: { operator: 'In', values: [1] } }), ''],
    [
      'jobs',
      policy({ action: 'FailJob', onExitCodes: { operator: 'In', values: [] } }),
      `${R}.onExitCodes.values: Invalid value: []int32{}: at least one value is required`,
    ],
    [
      'jobs',
      job(),
      /^spec\.template: Invalid value: .*: field is immutable$/ as never,
      { spec: { template: { spec: { hostname: 'h' } } } },
    ],
    ['jobs', job(), 'spec.completions: Invalid value: 3: field is immutable', { spec: { completions: 3 } }],
    ['cronjobs', cron(), ''],
    ['cronjobs', cron({ schedule: '' }), 'spec.schedule: Required value'],
    ['cronjobs', cron({ schedule: 'x' }), 'spec.schedule: Invalid value: "x": expected exactly 5 fields, found 1: [x]'],
    [
      'cronjobs',
      cron({ concurrencyPolicy: 'x' }),
      'spec.concurrencyPolicy: Unsupported value: "x": supported values: "Allow", "Forbid", "Replace"',
    ],
    ['cronjobs', cron({ timeZone: '' }), 'spec.timeZone: Invalid value: "": timeZone must be nil or non-empty string'],
    ['cronjobs', cron({ startingDeadlineSeconds: -1 }), `spec.startingDeadlineSeconds: Invalid value: -1: ${NEGATIVE}`],
    [
      'cronjobs',
      cron({ jobTemplate: { spec: { template: always } } }),
      'spec.jobTemplate.spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
    ],
    [
      'cronjobs',
      cron({ jobTemplate: { spec: { template: once, manualSelector: true } } }),
      'spec.jobTemplate.spec.manualSelector: Unsupported value: true: supported values: "false", "nil"',
    ],
    [
      'cronjobs',
      { metadata: { name: 'a'.repeat(53) }, ...cron() },
      `metadata.name: Invalid value: "${'a'.repeat(53)}": must be no more than 52 characters`,
    ],
  ])('%s %j: %s', (plural, object, errors, change) => {
    const answer = said(`/apis/batch/v1/namespaces/default/${plural}`, object, change);
    if (typeof errors === 'string') expect(answer).toBe(errors);
    else expect(answer).toMatch(errors);
  });
});

// Models the validation tests of networking, discovery and endpoints.
describe('networking', () => {
  const ingress = (spec: object) => ({ spec });
  const backend = { service: { name: 's', port: { number: 80 } } };
  const http = (path: object) =>
    ingress({ rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend, ...path }] } }] });
  const P = 'spec.rules[0].http.paths[0]';
  const slice = (more: object) => ({ addressType: 'IPv4', endpoints: [], ports: [], ...more });
  const NET = '/apis/networking.k8s.io/v1';
  const IP = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
  it.each<[path: string, object: object, errors: string]>([
    [`${NET}/namespaces/default/ingresses`, http({}), ''],
    [
      `${NET}/namespaces/default/ingresses`,
      http({ path: 'a' }),
      `${P}.path: Invalid value: "a": must be an absolute path`,
    ],
    [
      `${NET}/namespaces/default/ingresses`,
      http({ pathType: undefined }),
      `${P}.pathType: Required value: pathType must be specified`,
    ],
    [
      `${NET}/namespaces/default/ingresses`,
      http({ path: '/a//b' }),
      `${P}.path: Invalid value: "/a//b": must not contain '//'`,
    ],
    [
      `${NET}/namespaces/default/ingresses`,
      http({ backend: {} }),
      `${P}.backend: Invalid value: "": resource or service backend is required`,
    ],
    [
      `${NET}/namespaces/default/ingresses`,
      ingress({}),
      'spec: Invalid value: []networking.IngressRule(nil): either `defaultBackend` or `rules` must be specified',
    ],
    [
      `${NET}/namespaces/default/ingresses`,
      ingress({ rules: [{ host: '1.2.3.4' }] }),
      'spec.rules[0].host: Invalid value: "1.2.3.4": must be a DNS name, not an IP address',
    ],
    [
      `${NET}/namespaces/default/networkpolicies`,
      { spec: { podSelector: {}, ingress: [{ from: [{}] }] } },
      'spec.ingress[0].from[0]: Required value: must specify a peer',
    ],
    [
      `${NET}/namespaces/default/networkpolicies`,
      {
        spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] } }] }] },
      },
      'spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "11.0.0.0/16": must be a strict subset of `cidr`',
    ],
    [
      `${NET}/namespaces/default/networkpolicies`,
      { spec: { podSelector: {}, egress: [{ ports: [{ port: 80, endPort: 70 }] }] } },
      'spec.egress[0].ports[0].endPort: Invalid value: 80: must be greater than or equal to `port`',
    ],
    [
      `${NET}/namespaces/default/networkpolicies`,
      { spec: { podSelector: {}, policyTypes: ['x'] } },
      'spec.policyTypes[0]: Unsupported value: "x": supported values: "Ingress", "Egress"',
    ],
    [
      `${NET}/ingressclasses`,
      { spec: { controller: 'a' } },
      'spec.controller: Invalid value: "a": must be a domain-prefixed path (such as "acme.io/foo")',
    ],
    [
      '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices',
      slice({ endpoints: [{ addresses: ['10.1.2.3'] }] }),
      '',
    ],
    [
      '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices',
      slice({ addressType: 'x' }),
      'addressType: Unsupported value: "x": supported values: "FQDN", "IPv4", "IPv6"',
    ],
    [
      '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices',
      slice({ endpoints: [{ addresses: [] }] }),
      'endpoints[0].addresses: Required value: must contain at least 1 address',
    ],
    [
      '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices',
      slice({ ports: [{ port: 80, protocol: 'x' }] }),
      'ports[0].protocol: Unsupported value: "x": supported values: "SCTP", "TCP", "UDP"',
    ],
    [
      '/api/v1/namespaces/default/endpoints',
      { subsets: [{ ports: [{ port: 80 }] }] },
      'subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`',
    ],
    [
      '/api/v1/namespaces/default/endpoints',
      { subsets: [{ addresses: [{ ip: 'x' }] }] },
      `[subsets[0].addresses[0].ip: Invalid value: "x": ${IP}, subsets[0].addresses[0].ip: Invalid value: "x": must be a valid IP address]`,
    ],
    [
      '/api/v1/namespaces/default/endpoints',
      { subsets: [{ addresses: [{ ip: '127.0.0.1' }] }] },
      'subsets[0].addresses[0].ip: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
    ],
    [
      '/api/v1/namespaces/default/secrets',
      { type: 'kubernetes.io/dockerconfigjson', data: { '.dockerconfigjson': 'eA==' } },
      'data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": invalid character \'x\' looking for beginning of value',
    ],
    [
      '/api/v1/namespaces/default/secrets',
      { type: 'kubernetes.io/ssh-auth', data: { 'ssh-privatekey': '' } },
      'data[ssh-privatekey]: Required value',
    ],
    [
      '/api/v1/namespaces/default/configmaps',
      { data: { a: 'b' }, binaryData: { a: 'eA==' } },
      'data[a]: Invalid value: "a": duplicate of key present in binaryData',
    ],
  ])('%s %j: %s', (path, object, errors) => {
    expect(said(path, object)).toBe(errors);
  });
});
