import { expect, it } from 'vitest';
import type { Status } from '../../api/transport.ts';
import { parseYamlDocuments } from '../../api/yaml.ts';
import { createWorld } from '../../sim/world.ts';
import { createApiServer } from './api-server.ts';
import { parsePath } from './http/request-path.ts';
import { groupVersionOf } from './strategy.ts';

const user = { name: 'admin', groups: ['system:masters'] };

const POD = `{
  volumes: [
    {name: v, projected: {sources: [
      {secret: {name: s, items: [{key: a, path: b}]}},
      {downwardAPI: {items: [{path: d, fieldRef: {fieldPath: metadata.name}}]}},
      {clusterTrustBundle: {name: a, path: e}}]}},
    {name: w, ephemeral: {volumeClaimTemplate: {metadata: {labels: {a: b}}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}},
    {name: i, iscsi: {targetPortal: a, iqn: "iqn.2015-02.example.com:test", lun: 1, secretRef: {name: a}}},
    {name: q, quobyte: {registry: "a:1", volume: v}},
    {name: f, fc: {targetWWNs: [a], lun: 1}}],
  containers: [{
    name: c, image: i,
    env: [{name: a, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: "1"}}}],
    envFrom: [{configMapRef: {name: a}}],
    ports: [{containerPort: 1, hostPort: 2, hostIP: 1.2.3.4}],
    resources: {limits: {cpu: "1", hugepages-2Mi: 2Mi}, requests: {cpu: "1"}, claims: [{name: a, request: b}]},
    resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}],
    volumeMounts: [{name: v, mountPath: /a, subPath: b, mountPropagation: None}],
    volumeDevices: [{name: w, devicePath: /d}],
    livenessProbe: {httpGet: {port: 1, httpHeaders: [{name: a, value: b}]}},
    lifecycle: {preStop: {sleep: {seconds: 1}}},
    securityContext: {capabilities: {add: [a]}, seccompProfile: {type: Localhost, localhostProfile: a}, appArmorProfile: {type: Unconfined}}}],
  initContainers: [{name: d, image: i, restartPolicy: Always}],
  securityContext: {sysctls: [{name: a, value: b}], supplementalGroups: [1], fsGroup: 1},
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: In, values: [b]}], matchFields: [{key: metadata.name, operator: In, values: [a]}]}]},
      preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, preference: {matchExpressions: [{key: a, operator: Exists}]}}]},
    podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: a, labelSelector: {matchLabels: {a: b}}, matchLabelKeys: [k], namespaces: [a]}]}},
  topologySpreadConstraints: [{maxSkew: 1, topologyKey: a, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchExpressions: [{key: a, operator: Exists}]}, matchLabelKeys: [b]}],
  tolerations: [{key: a, operator: Exists}],
  dnsConfig: {nameservers: [1.1.1.1], searches: [a], options: [{name: a}]},
  hostAliases: [{ip: 1.1.1.1, hostnames: [a]}],
  readinessGates: [{conditionType: a}], schedulingGates: [{name: a}], os: {name: linux}, runtimeClassName: a, overhead: {cpu: "1"}, imagePullSecrets: [{name: a}]}`;
const TEMPLATE = `{selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}, annotations: {a: b}}, spec: ${POD}}}`;
const TERMS = 'required: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: In, values: [b]}]}]}';
const METRICS = `[
  {type: Object, object: {describedObject: {kind: a, name: b}, metric: {name: a}, target: {type: Value, value: "1"}}},
  {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 1}}}]`;

const OBJECTS: Readonly<Record<string, string>> = {
  '/api/v1/namespaces/default/pods': `{spec: ${POD}}`,
  '/apis/apps/v1/namespaces/default/daemonsets': `{spec: ${TEMPLATE}}`,
  '/api/v1/namespaces/default/limitranges':
    '{spec: {limits: [{type: Container, max: {cpu: "1"}, min: {cpu: "1"}, default: {cpu: "1"}, defaultRequest: {cpu: "1"}, maxLimitRequestRatio: {cpu: "1"}}]}}',
  '/api/v1/namespaces/default/resourcequotas':
    '{spec: {hard: {pods: "1"}, scopes: [BestEffort], scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In, values: [a]}]}}}',
  '/api/v1/namespaces/default/persistentvolumeclaims':
    '{spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: "1"}}, dataSourceRef: {kind: a, name: b, apiGroup: d}, selector: {matchLabels: {a: b}}}}',
  '/api/v1/persistentvolumes': `{spec: {accessModes: [ReadWriteOnce], capacity: {storage: "1"}, csi: {driver: a, volumeHandle: b, nodePublishSecretRef: {name: a, namespace: b}}, nodeAffinity: {${TERMS}}}}`,
  '/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers': `{spec: {maxReplicas: 2, scaleTargetRef: {kind: a, name: b}, metrics: ${METRICS}, behavior: {scaleUp: {policies: [{type: Pods, value: 1, periodSeconds: 1}]}}}}`,
  '/apis/storage.k8s.io/v1/csinodes':
    '{spec: {drivers: [{name: a, nodeID: b, topologyKeys: [a], allocatable: {count: 1}}]}}',
  '/apis/storage.k8s.io/v1/csidrivers':
    '{spec: {tokenRequests: [{audience: a, expirationSeconds: 600}], volumeLifecycleModes: [Persistent]}}',
  '/apis/storage.k8s.io/v1/storageclasses':
    '{provisioner: a, parameters: {a: b}, allowedTopologies: [{matchLabelExpressions: [{key: a, values: [b]}]}]}',
  '/apis/storage.k8s.io/v1/volumeattachments':
    '{spec: {attacher: a, nodeName: b, source: {inlineVolumeSpec: {accessModes: [ReadWriteOnce], csi: {driver: a, volumeHandle: b}}}}}',
  '/apis/policy/v1/namespaces/default/poddisruptionbudgets':
    '{spec: {minAvailable: 1, selector: {matchLabels: {a: b}}}}',
  '/apis/node.k8s.io/v1/runtimeclasses':
    '{handler: a, overhead: {podFixed: {cpu: "1"}}, scheduling: {nodeSelector: {a: b}, tolerations: [{key: a, operator: Exists}]}}',
  '/api/v1/nodes':
    '{spec: {taints: [{key: a, effect: NoSchedule}], podCIDRs: [10.0.0.0/24]}, status: {capacity: {cpu: "1"}, addresses: [{type: a, address: b}]}}',
};

function yamlObject(text: string): object {
  const [document] = parseYamlDocuments(`---\n${text}`);
  if (document?.value === undefined) throw new Error(JSON.stringify(document));
  return document.value as object;
}

type Path = readonly string[];

/** Every place of a value, from the outside in. */
const placesOf = (value: unknown, at: Path = []): readonly Path[] =>
  typeof value !== 'object' || value === null
    ? [at]
    : [at, ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...at, key]))];

/** The value with something else in one place; undefined leaves the place out. */
function changed(value: unknown, [key, ...rest]: Path, to: unknown): unknown {
  if (key === undefined) return to;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  const inner = changed((value as Record<string, unknown>)[key], rest, to);
  if (inner === undefined) Reflect.deleteProperty(copy, key);
  else Reflect.set(copy, key, inner);
  return Array.isArray(copy) ? copy.filter(() => true) : copy;
}

it.each(Object.entries(OBJECTS))('a hole anywhere in what is sent to %s is no fault of the server', (path, text) => {
  const api = createApiServer(createWorld({ seed: 1, startAt: 0 }));
  api.bootstrap();
  const object = { metadata: { name: 'x' }, ...yamlObject(text) };
  const send = (method: 'POST' | 'PUT', at: string, body: unknown, dryRun: boolean) =>
    api.handle({
      method,
      path: at,
      query: dryRun ? { dryRun: 'All' } : {},
      headers: {},
      user,
      body: JSON.stringify(body),
    });
  const { resource } = parsePath({ path } as never, api.registry.context.strategies)!.strategy;
  const apply = (at: string, body: unknown) =>
    api.handle({
      method: 'PATCH',
      path: at,
      query: { fieldManager: 'm', force: 'true', dryRun: 'All' },
      headers: { 'content-type': 'application/apply-patch+yaml' },
      user,
      body: { apiVersion: groupVersionOf(resource), kind: resource.kind, ...(body as object) },
    });
  const runtimeClass = { metadata: { name: 'a' }, handler: 'a', overhead: { podFixed: { cpu: '1' } } };
  send('POST', '/apis/node.k8s.io/v1/runtimeclasses', runtimeClass, false);
  expect(send('POST', path, object, false)).toMatchObject({ status: 201 });
  const faults = placesOf(object).flatMap((place) =>
    [undefined, null, {}, [], -1, ''].flatMap((hole) => {
      if (place.length === 0) return [];
      const body = changed(object, place, hole);
      const answers = [send('POST', path, body, true), send('PUT', `${path}/x`, body, true)];
      const applied = apply(`${path}/x`, body);
      // Who owns what is worked out when it is read.
      for (const answer of [...answers, applied]) JSON.stringify(answer.body);
      const wrong = answers.filter(({ status }) => status === 500);
      // Apply says so in plain words when a value does not fit its schema.
      if ((applied.body as Partial<Status>).reason === 'InternalError') wrong.push(applied);
      return wrong.map((answer) => [place.join('.'), hole, answer.body]);
    }),
  );
  expect(faults).toEqual([]);
});
