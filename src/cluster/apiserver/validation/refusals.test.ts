import { describe, expect, it } from 'vitest';
import { createWorld } from '../../../sim/world.ts';
import { createApiServer } from '../api-server.ts';

const user = { name: 'kubernetes-admin', groups: ['system:masters'] };
const api = createApiServer(createWorld({ seed: 1, startAt: 0 }));
api.bootstrap();

/** What the server says to a new object; every row is a dry run, so rows do not see each other. */
function said(path: string, object: object): string {
  const query = { dryRun: 'All' };
  const answer = api.handle({ method: 'POST', path, query, headers: {}, body: JSON.stringify(object), user });
  return answer.status === 201 ? 'created' : ((answer.body as { message?: string }).message ?? '');
}

const core = (plural: string, namespace = 'default') => `/api/v1/namespaces/${namespace}/${plural}`;
const pod = (spec: object, container: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  spec: { containers: [{ name: 'c', image: 'i:1', ...container }], ...spec },
});
const podSaid = (spec: object, container: object = {}) => {
  const text = said(core('pods'), pod(spec, container));
  return text.replace('Pod "p" is invalid: ', '');
};

const LABEL =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
const SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const DNS_LABEL =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

describe('what is refused, and how', () => {
  it.each<[name: string, spec: object, container: object, text: string]>([
    ['no containers', { containers: [] }, {}, 'spec.containers: Required value'],
    ['no image', {}, { image: '' }, 'spec.containers[0].image: Required value'],
    ['a bad name', {}, { name: 'C' }, `spec.containers[0].name: Invalid value: "C": ${DNS_LABEL}`],
    [
      'a bad policy',
      { restartPolicy: 'Sometimes' },
      {},
      'spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"',
    ],
    [
      'a pull policy',
      {},
      { imagePullPolicy: 'x' },
      'spec.containers[0].imagePullPolicy: Unsupported value: "x": supported values: "Always", "IfNotPresent", "Never"',
    ],
    [
      'a port',
      {},
      { ports: [{ containerPort: 70000 }] },
      'spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive',
    ],
    [
      'an unknown volume',
      {},
      { volumeMounts: [{ name: 'v', mountPath: '/v' }] },
      'spec.containers[0].volumeMounts[0].name: Not found: "v"',
    ],
    [
      'requests over limits',
      {},
      { resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } },
      'spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1',
    ],
    [
      'envFrom without source',
      {},
      { envFrom: [{}] },
      'spec.containers[0].envFrom: Invalid value: "": must specify one of: `configMapRef` or `secretRef`',
    ],
    [
      'envFrom without name',
      {},
      { envFrom: [{ secretRef: {} }] },
      'spec.containers[0].envFrom[0].secretRef.name: Required value',
    ],
    [
      'a user id',
      {},
      { securityContext: { runAsUser: -1 } },
      'spec.containers[0].securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive',
    ],
    [
      'a toleration',
      { tolerations: [{ key: 'a', operator: 'Exists', value: 'b' }] },
      {},
      'spec.tolerations[0].operator: Invalid value: "b": value must be empty when `operator` is \'Exists\'',
    ],
    [
      'toleration seconds',
      { tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 1 }] },
      {},
      'spec.tolerations[0].effect: Invalid value: "NoSchedule": effect must be \'NoExecute\' when `tolerationSeconds` is set',
    ],
    [
      'a pod affinity term',
      {
        affinity: {
          podAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              { weight: 101, podAffinityTerm: { topologyKey: 'zone' } },
            ],
          },
        },
      },
      {},
      'spec.affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 101: must be in the range 1-100',
    ],
    [
      'a spread',
      { topologySpreadConstraints: [{ maxSkew: 0, topologyKey: 'zone', whenUnsatisfiable: 'Never' }] },
      {},
      '[spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero, spec.topologySpreadConstraints[0].whenUnsatisfiable: Unsupported value: "Never": supported values: "DoNotSchedule", "ScheduleAnyway"]',
    ],
    [
      'an expression',
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In' }] }],
            },
          },
        },
      },
      {},
      "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
    ],
  ])('a pod with %s', (_, spec, container, text) => {
    expect(podSaid(spec, container)).toBe(text);
  });

  const set = (change: object) => ({
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'd' },
    spec: {
      selector: { matchLabels: { a: 'b' } },
      template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'i:1' }] } },
      ...change,
    },
  });
  it.each<[change: object, text: string]>([
    [
      { updateStrategy: { type: 'Now' } },
      'spec.updateStrategy.type: Unsupported value: "Now": supported values: "OnDelete", "RollingUpdate"',
    ],
    [
      { updateStrategy: { rollingUpdate: { maxUnavailable: '5' } } },
      `[spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: intstr.IntOrString{Type:1, IntVal:0, StrVal:"5"}: a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%'), spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0]`,
    ],
    [
      { updateStrategy: { rollingUpdate: { maxUnavailable: 1, maxSurge: 1 } } },
      'spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: intstr.IntOrString{Type:0, IntVal:1, StrVal:""}: may not be set when maxUnavailable is non-zero',
    ],
    [{ minReadySeconds: -1 }, 'spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0'],
    [{ revisionHistoryLimit: -1 }, 'spec.revisionHistoryLimit: Invalid value: -1: must be greater than or equal to 0'],
  ])('a daemon set with %j', (change, text) => {
    expect(said('/apis/apps/v1/namespaces/default/daemonsets', set(change))).toBe(
      `DaemonSet.apps "d" is invalid: ${text}`,
    );
  });

  it.each<[path: string, object: { kind: string; metadata: object }, text: string]>([
    [
      '/api/v1/nodes',
      { kind: 'Node', metadata: { name: 'N' } },
      `Node "N" is invalid: metadata.name: Invalid value: "N": ${SUBDOMAIN}`,
    ],
    [
      '/api/v1/nodes',
      { kind: 'Node', metadata: { name: 'n', labels: { a: 'b c' } } },
      `Node "n" is invalid: metadata.labels: Invalid value: "b c": ${LABEL}`,
    ],
    [
      '/api/v1/namespaces',
      { kind: 'Namespace', metadata: { name: 'a.b' } },
      `Namespace "a.b" is invalid: metadata.name: Invalid value: "a.b": must not contain dots`,
    ],
    [
      core('configmaps'),
      { kind: 'ConfigMap', metadata: {} },
      'ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required',
    ],
    [
      core('configmaps'),
      { kind: 'ConfigMap', metadata: { name: 'c', namespace: 'other' } },
      'the namespace of the provided object does not match the namespace sent on the request',
    ],
    [
      core('serviceaccounts', 'nope'),
      { kind: 'ServiceAccount', metadata: { name: 's' } },
      'namespaces "nope" not found',
    ],
  ])('%s %j', (path, object, text) => {
    expect(said(path, { apiVersion: 'v1', ...object })).toBe(text);
  });
});
