import { describe, expect, it } from 'vitest';
import { createWorld } from '../../../sim/world.ts';
import { createApiServer } from '../api-server.ts';

const user = { name: 'kubernetes-admin', groups: ['system:masters'] };
const api = createApiServer(createWorld({ seed: 1, startAt: 0 }));
api.bootstrap();

/** The warnings that come with an answer. */
function warned(method: 'GET' | 'POST', path: string, object?: object): readonly string[] {
  const query: Record<string, string> = method === 'POST' ? { dryRun: 'All' } : {};
  const body = object && JSON.stringify({ metadata: { name: 'x' }, ...object });
  const { status, headers, body: said } = api.handle({ method, path, query, headers: {}, user, ...(body && { body }) });
  if (status >= 300 && method === 'POST') throw new Error(JSON.stringify(said));
  const header = headers.warning ?? '';
  return [...header.matchAll(/299 - "((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text!.replace(/\\(.)/g, '$1'));
}

const pods = '/api/v1/namespaces/default/pods';
const podWarned = (spec: object, container: object = {}, annotations: object = {}) => {
  const metadata = { name: 'x', annotations };
  return warned('POST', pods, { metadata, spec: { containers: [{ name: 'c', image: 'i', ...container }], ...spec } });
};
const C = 'spec.containers[0]';
const NO_POD = 'a null labelSelector results in matching no pod';

// Models pkg/api/pod TestWarnings.
describe('a pod is warned about', () => {
  it.each<[spec: object, container: object, ...warnings: string[]]>([
    [{}, {}],
    [
      { volumes: [{ name: 's', photonPersistentDisk: { pdID: 'd' } }] },
      {},
      'spec.volumes[0].photonPersistentDisk: deprecated in v1.11, non-functional in v1.16+',
    ],
    [{ volumes: [{ name: 's', gitRepo: { repository: 'r' } }] }, {}, 'spec.volumes[0].gitRepo: deprecated in v1.11'],
    [
      { volumes: [{ name: 's', storageos: { volumeName: 'v' } }] },
      {},
      'spec.volumes[0].storageOS: deprecated in v1.22, non-functional in v1.25+',
    ],
    [
      {
        volumes: [
          {
            name: 's',
            ephemeral: {
              volumeClaimTemplate: {
                spec: {
                  accessModes: ['ReadWriteOnce'],
                  resources: { requests: { storage: '200Mi' }, limits: { storage: '1500m' } },
                },
              },
            },
          },
        ],
      },
      {},
      'spec.volumes[0].ephemeral.volumeClaimTemplate.spec.resources.limits[storage]: fractional byte value "1500m" is invalid, must be an integer',
    ],
    [
      {
        volumes: [
          {
            name: 'v',
            configMap: {
              name: 'f',
              items: [
                { key: 'a', path: 'p' },
                { key: 'b', path: 'p/q' },
              ],
            },
          },
        ],
      },
      {},
      'volume "v" (ConfigMap "f"): overlapping paths: "p/q" with "p"',
    ],
    [{ volumes: [{ name: 'v', projected: { sources: [{}] } }] }, {}, 'volume "v" (Projected) has no sources provided'],
    [{ hostAliases: [{ ip: '1.1.1.1' }, { ip: '1.1.1.1' }] }, {}, 'spec.hostAliases[1].ip: duplicate ip "1.1.1.1"'],
    [
      { imagePullSecrets: [{ name: 'a' }, { name: 'a' }, {}] },
      {},
      'spec.imagePullSecrets[1].name: duplicate name "a"',
      'spec.imagePullSecrets[2].name: invalid empty name ""',
    ],
    [
      {},
      {
        env: [
          { name: 'a', value: '1' },
          { name: 'a', value: '2' },
        ],
      },
      `${C}.env[1]: hides previous definition of "a", which may be dropped when using apply`,
    ],
    [
      {},
      {
        env: [
          { name: 'a', value: '1' },
          { name: 'a', value: '$(a)2' },
        ],
      },
    ],
    [
      {},
      {
        env: [
          { name: 'a', value: '1' },
          { name: 'a', value: '$(a)' },
        ],
      },
      `${C}.env[1]: hides previous definition of "a", which may be dropped when using apply`,
    ],
    [
      {},
      { resources: { limits: { memory: '1500m' }, requests: { memory: '1500m' } } },
      `${C}.resources.limits[memory]: fractional byte value "1500m" is invalid, must be an integer`,
      `${C}.resources.requests[memory]: fractional byte value "1500m" is invalid, must be an integer`,
    ],
    [
      { nodeSelector: { 'beta.kubernetes.io/os': 'linux' } },
      {},
      'spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead',
    ],
    [
      {
        topologySpreadConstraints: [
          { maxSkew: 1, topologyKey: 'beta.kubernetes.io/arch', whenUnsatisfiable: 'DoNotSchedule' },
        ],
      },
      {},
      'spec.topologySpreadConstraints[0].topologyKey: beta.kubernetes.io/arch is deprecated since v1.14; use "kubernetes.io/arch" instead',
      `spec.topologySpreadConstraints[0].labelSelector: ${NO_POD}`,
    ],
    [
      {
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'a' }],
            preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: { topologyKey: 'a' } }],
          },
        },
      },
      {},
      `spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector: ${NO_POD}`,
      `spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.labelSelector: ${NO_POD}`,
    ],
    [
      {},
      {
        ports: [
          { containerPort: 80, hostPort: 80 },
          { containerPort: 80, hostPort: 81 },
        ],
      },
    ],
    [
      {},
      { ports: [{ containerPort: 80 }, { containerPort: 80 }] },
      `${C}.ports[1]: duplicate port definition with ${C}.ports[0]`,
    ],
    [
      {},
      { ports: [{ containerPort: 80, hostPort: 80 }, { containerPort: 80 }] },
      `${C}.ports[1]: overlapping port definition with ${C}.ports[0]`,
    ],
    [
      {},
      {
        ports: [
          { containerPort: 80, hostPort: 80 },
          { containerPort: 80, hostPort: 80, hostIP: '1.1.1.1' },
        ],
      },
      `${C}.ports[1]: dangerously ambiguous port definition with ${C}.ports[0]`,
    ],
    [
      {},
      { ports: [{ containerPort: 80, hostIP: '1.1.1.1' }] },
      `${C}.ports[0]: hostIP set without hostPort: {Name: HostPort:0 ContainerPort:80 Protocol:TCP HostIP:1.1.1.1}`,
    ],
    [
      { terminationGracePeriodSeconds: -1 },
      {},
      'spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1',
    ],
  ])('%j %j', (spec, container, ...warnings) => {
    expect(podWarned(spec, container)).toEqual(warnings);
  });

  it.each<[key: string, value: string, why: string]>([
    [
      'scheduler.alpha.kubernetes.io/critical-pod',
      '',
      'non-functional in v1.16+; use the "priorityClassName" field instead',
    ],
    [
      'seccomp.security.alpha.kubernetes.io/pod',
      'unconfined',
      'non-functional in v1.27+; use the "seccompProfile" field instead',
    ],
    [
      'container.seccomp.security.alpha.kubernetes.io/c',
      'unconfined',
      'non-functional in v1.27+; use the "seccompProfile" field instead',
    ],
    [
      'container.apparmor.security.beta.kubernetes.io/c',
      'unconfined',
      'deprecated since v1.30; use the "appArmorProfile" field instead',
    ],
  ])('the annotation %s', (key, value, why) => {
    expect(podWarned({}, {}, { [key]: value })).toEqual([`metadata.annotations[${key}]: ${why}`]);
  });

  it('a name that no host can have', () => {
    const [warning] = warned('POST', pods, {
      metadata: { name: 'a.b' },
      spec: { containers: [{ name: 'c', image: 'i' }] },
    });
    expect(warning).toBe(
      "metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]",
    );
  });
});

it.each<[path: string, object: object, ...warnings: string[]]>([
  [
    '/apis/storage.k8s.io/v1/storageclasses',
    {
      provisioner: 'a',
      allowedTopologies: [{ matchLabelExpressions: [{ key: 'beta.kubernetes.io/arch', values: ['a'] }] }],
    },
    'allowedTopologies[0].matchLabelExpressions[0].key: deprecated since v1.14; use "kubernetes.io/arch" instead',
  ],
  [
    '/api/v1/persistentvolumes',
    {
      spec: {
        capacity: { storage: '1' },
        accessModes: ['ReadWriteOnce'],
        hostPath: { path: '/a' },
        persistentVolumeReclaimPolicy: 'Recycle',
      },
    },
    'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.',
  ],
  [
    '/api/v1/nodes',
    { spec: { externalID: 'a' } },
    'spec.externalID: this field is deprecated, and is unused by Kubernetes',
  ],
  [
    '/apis/node.k8s.io/v1/runtimeclasses',
    { handler: 'h', scheduling: { nodeSelector: { 'beta.kubernetes.io/os': 'linux' } } },
    'scheduling.nodeSelector: deprecated since v1.14; use "kubernetes.io/os" instead',
  ],
  [
    '/api/v1/namespaces/default/persistentvolumeclaims',
    { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1500m' } } } },
    'spec.resources.requests[storage]: fractional byte value "1500m" is invalid, must be an integer',
  ],
  [
    '/api/v1/namespaces/default/endpoints',
    { subsets: [{ addresses: [{ ip: '01.2.3.4' }] }] },
    'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
    'subsets[0].addresses[0].ip: non-standard IP address "01.2.3.4" will be considered invalid in a future Kubernetes release: use "1.2.3.4"',
  ],
])('%s %j', (path, object, ...warnings) => {
  expect(warned('POST', path, object)).toEqual(warnings);
});

it('kinds that will go say so, whatever is asked of them', () => {
  const endpoints = ['v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice'];
  expect(warned('GET', '/api/v1/namespaces/default/endpoints')).toEqual(endpoints);
  expect(warned('GET', '/api/v1/namespaces/default/endpoints/none')).toEqual(endpoints);
  expect(warned('GET', '/api/v1/componentstatuses')).toEqual(['v1 ComponentStatus is deprecated in v1.19+']);
});
