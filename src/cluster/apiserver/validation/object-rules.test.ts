import { describe, expect, it } from 'vitest';
import { createWorld } from '../../../sim/world.ts';
import { createApiServer } from '../api-server.ts';

const user = { name: 'kubernetes-admin', groups: ['system:masters'] };

/** What the server says to a new object, and then to another one put in its place. */
function said(path: string, object: object, change?: object, rest = ''): string {
  const api = createApiServer(createWorld({ seed: 1, startAt: 0 }));
  api.bootstrap();
  const send = (method: 'POST' | 'PATCH', at: string, body: object) => {
    const headers = { 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' };
    const answer = api.handle({ method, path: at, query: {}, headers, user, body: JSON.stringify(body) });
    return answer.status < 300 ? '' : ((answer.body as { message?: string }).message ?? '');
  };
  const named = { metadata: { name: 'x' }, ...object } as { metadata: { name: string } };
  const made = send('POST', path, named);
  if (made !== '' || change === undefined) return made.replace(/^\S+ "\S*" is invalid: /, '');
  return send('PATCH', `${path}/${named.metadata.name}${rest}`, change).replace(/^\S+ "\S*" is invalid: /, '');
}

const core = (plural: string) => `/api/v1/namespaces/default/${plural}`;
const storage = (plural: string) => `/apis/storage.k8s.io/v1/${plural}`;
const quantity = (value: number, text: string, format = 'DecimalSI') =>
  `resource.Quantity{i:resource.int64Amount{value:${value}, scale:0}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"${text}", Format:"${format}"}`;

// Models TestValidateLimitRange.
describe('a LimitRange', () => {
  const L = 'spec.limits[0]';
  it.each<[item: object, errors: string]>([
    [{ type: 'Container', max: { cpu: '1' }, min: { cpu: '100m' }, default: { cpu: '500m' } }, ''],
    [{ type: 'PersistentVolumeClaim', max: { storage: '10Gi' } }, ''],
    [{ type: 'example.com/invalid' }, ''],
    [{ type: 'Strange' }, `${L}.type: Invalid value: "Strange": must be a standard limit type or fully qualified`],
    [
      { type: 'Pod', default: { cpu: '1' }, defaultRequest: { cpu: '1' } },
      `[${L}.default: Forbidden: may not be specified when \`type\` is 'Pod', ${L}.defaultRequest: Forbidden: may not be specified when \`type\` is 'Pod']`,
    ],
    [
      { type: 'Pod', min: { cpu: '3' }, max: { cpu: '1' } },
      `${L}.min[cpu]: Invalid value: ${quantity(3, '3')}: min value 3 is greater than max value 1`,
    ],
    [
      {
        type: 'Container',
        max: { cpu: '2' },
        min: { cpu: '1' },
        default: { cpu: '1500m' },
        defaultRequest: { cpu: '500m' },
      },
      `${L}.defaultRequest[cpu]: Invalid value: resource.Quantity{i:resource.int64Amount{value:500, scale:-3}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"500m", Format:"DecimalSI"}: min value 1 is greater than default request value 500m`,
    ],
    [
      { type: 'Container', max: { cpu: '1' }, default: { cpu: '2' }, defaultRequest: { cpu: '1' } },
      `${L}.default[cpu]: Invalid value: ${quantity(1, '1')}: default value 2 is greater than max value 1`,
    ],
    [
      { type: 'Pod', maxLimitRequestRatio: { memory: '0' } },
      `${L}.maxLimitRequestRatio[memory]: Invalid value: ${quantity(0, '0')}: ratio 0 is less than 1`,
    ],
    [
      { type: 'Pod', min: { memory: '100' }, max: { memory: '200' }, maxLimitRequestRatio: { memory: '3' } },
      `${L}.maxLimitRequestRatio[memory]: Invalid value: ${quantity(3, '3')}: ratio 3 is greater than max/min = 2.000000`,
    ],
    [
      { type: 'PersistentVolumeClaim' },
      `${L}.limits: Required value: either minimum or maximum storage value is required, but neither was provided`,
    ],
    [
      { type: 'Container', default: { 'example.com/x': '2' }, defaultRequest: { 'example.com/x': '1' } },
      `${L}.defaultRequest[example.com/x]: Invalid value: ${quantity(1, '1')}: default value 2 must equal to defaultRequest value 1 in example.com/x`,
    ],
    [
      { type: 'Pod', max: { storage: '1' } },
      `${L}.max[storage]: Invalid value: "storage": must be a standard resource for containers`,
    ],
  ])('%j', (item, errors) => {
    expect(said(core('limitranges'), { spec: { limits: [item] } })).toBe(errors);
  });
});

// Models TestValidateResourceQuota and TestValidateResourceQuotaUpdate.
describe('a ResourceQuota', () => {
  const E = 'spec.scopeSelector.matchExpressions';
  const selector = (...matchExpressions: object[]) => ({ hard: { pods: '1' }, scopeSelector: { matchExpressions } });
  it.each<[spec: object, errors: string]>([
    [{ hard: { cpu: '100', memory: '1Gi', pods: '10', 'requests.storage': '1Gi', 'count/jobs.batch': '2' } }, ''],
    [{ hard: { pods: '1' }, scopes: ['Terminating', 'NotBestEffort'] }, ''],
    [{ hard: { cpu: '-100' } }, 'spec.hard[cpu]: Invalid value: "-100": must be greater than or equal to 0'],
    [
      { hard: { pods: '500m' } },
      'spec.hard[pods]: Invalid value: resource.Quantity{i:resource.int64Amount{value:500, scale:-3}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"500m", Format:"DecimalSI"}: must be an integer',
    ],
    [{ hard: { storage: '1' } }, 'spec.hard[storage]: Invalid value: "storage": must be a standard resource for quota'],
    [
      { hard: { cpu: '1' }, scopes: ['BestEffort'] },
      'spec.scopes: Invalid value: []core.ResourceQuotaScope{"BestEffort"}: unsupported scope applied to resource',
    ],
    [
      { hard: { pods: '1' }, scopes: ['BestEffort', 'NotBestEffort'] },
      'spec.scopes: Invalid value: []core.ResourceQuotaScope{"BestEffort", "NotBestEffort"}: conflicting scopes',
    ],
    [
      { hard: { pods: '1' }, scopes: ['Strange'] },
      'spec.scopes: Invalid value: []core.ResourceQuotaScope{"Strange"}: unsupported scope',
    ],
    [selector({ scopeName: 'PriorityClass', operator: 'In', values: ['a'] }), ''],
    [
      selector({ scopeName: 'PriorityClass', operator: 'In' }),
      `${E}.values: Required value: must be at least one value when \`operator\` is 'In' or 'NotIn' for scope selector`,
    ],
    [
      selector({ scopeName: 'PriorityClass', operator: 'Exists', values: ['a'] }),
      `${E}.values: Invalid value: []string{"a"}: must be no value when \`operator\` is 'Exist' or 'DoesNotExist' for scope selector`,
    ],
    [
      selector({ scopeName: 'BestEffort', operator: 'In', values: ['a'] }),
      `${E}.operator: Invalid value: "In": must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity`,
    ],
  ])('%j', (spec, errors) => {
    expect(said(core('resourcequotas'), { spec })).toBe(errors);
  });

  it('keeps its scopes', () => {
    const spec = { hard: { pods: '1' }, scopes: ['BestEffort'] };
    expect(said(core('resourcequotas'), { spec }, { spec: { scopes: ['Terminating'] } })).toBe(
      'spec.scopes: Invalid value: []core.ResourceQuotaScope{"Terminating"}: field is immutable',
    );
  });
});

const owner = (apiVersion: string, kind: string, name: string, uid: string) => ({ apiVersion, kind, name, uid });
const LABEL =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const QUALIFIED =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

// Models the validation tests of policy, scheduling, node, coordination and storage.
describe('objects of other kinds', () => {
  const budget = '/apis/policy/v1/namespaces/default/poddisruptionbudgets';
  const priority = '/apis/scheduling.k8s.io/v1/priorityclasses';
  const runtime = '/apis/node.k8s.io/v1/runtimeclasses';
  const lease = '/apis/coordination.k8s.io/v1/namespaces/default/leases';
  const driver = { name: 'd', nodeID: 'n', topologyKeys: ['a'] };
  const attachment = (more: object) => ({
    spec: { attacher: 'a.b', nodeName: 'n', source: { persistentVolumeName: 'pv' }, ...more },
  });
  const topologies = (...expressions: object[]) => ({
    provisioner: 'a',
    allowedTopologies: [{ matchLabelExpressions: expressions }],
  });
  it.each<[path: string, object: object, errors: string]>([
    [budget, { spec: { minAvailable: '50%', selector: {} } }, ''],
    [
      budget,
      { spec: { minAvailable: '101%' } },
      'spec.minAvailable: Invalid value: intstr.IntOrString{Type:1, IntVal:0, StrVal:"101%"}: must not be greater than 100%',
    ],
    [
      budget,
      { spec: { maxUnavailable: -1 } },
      'spec.maxUnavailable: Invalid value: -1: must be greater than or equal to 0',
    ],
    [
      budget,
      { spec: { minAvailable: 1, maxUnavailable: 1 } },
      'spec: Invalid value: policy.PodDisruptionBudgetSpec{...}: minAvailable and maxUnavailable cannot be both set',
    ],
    [
      budget,
      { spec: { unhealthyPodEvictionPolicy: 'x' } },
      'spec.unhealthyPodEvictionPolicy: Unsupported value: "x": supported values: "AlwaysAllow", "IfHealthyBudget"',
    ],
    [
      budget,
      { spec: { selector: { matchLabels: { 'a/b/c': 'd' } } } },
      `spec.selector.matchLabels: Invalid value: "a/b/c": a qualified name ${QUALIFIED.slice('name part '.length)} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ],
    [
      priority,
      { value: 1_000_000_001 },
      'value: Forbidden: maximum allowed value of a user defined priority is 1000000000',
    ],
    [
      priority,
      { metadata: { name: 'system-x' }, value: 1 },
      "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: system-x is not a known system priority class",
    ],
    [
      priority,
      { value: 1, preemptionPolicy: 'x' },
      'preemptionPolicy: Unsupported value: "x": supported values: "PreemptLowerPriority", "Never"',
    ],
    [runtime, { handler: 'h', scheduling: { tolerations: [{ key: 'a', operator: 'Exists' }] } }, ''],
    [runtime, { handler: 'H' }, `handler: Invalid value: "H": ${LABEL}`],
    [
      runtime,
      { handler: 'h', overhead: { podFixed: { disk: '1' } } },
      '[overhead.limits[disk]: Invalid value: "disk": must be a standard resource type or fully qualified, overhead.limits[disk]: Invalid value: "disk": must be a standard resource for containers]',
    ],
    [
      runtime,
      {
        handler: 'h',
        scheduling: {
          tolerations: [
            { key: 'a', operator: 'Exists' },
            { key: 'a', operator: 'Exists' },
          ],
        },
      },
      'scheduling.tolerations[1]: Duplicate value: core.Toleration{Key:"a", Operator:"Exists", Value:"", Effect:"", TolerationSeconds:(*int64)(nil)}',
    ],
    [
      lease,
      { spec: { leaseDurationSeconds: 0, leaseTransitions: -1 } },
      '[spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0, spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0]',
    ],
    [
      lease,
      { spec: { preferredHolder: 'a' } },
      'spec.preferredHolder: Forbidden: may only be specified when `strategy` is defined',
    ],
    [storage('storageclasses'), topologies({ key: 'k', values: ['a'] }), ''],
    [storage('storageclasses'), { provisioner: '' }, 'provisioner: Required value'],
    [storage('storageclasses'), { provisioner: 'a b' }, `provisioner: Invalid value: "a b": ${QUALIFIED}`],
    [
      storage('storageclasses'),
      { provisioner: 'a', parameters: { '': 'x' } },
      'parameters: Invalid value: "": field can not be empty.',
    ],
    [
      storage('storageclasses'),
      { provisioner: 'a', reclaimPolicy: 'Recycle', volumeBindingMode: 'x' },
      '[reclaimPolicy: Unsupported value: "Recycle": supported values: "Delete", "Retain", volumeBindingMode: Unsupported value: "x": supported values: "Immediate", "WaitForFirstConsumer"]',
    ],
    [
      storage('storageclasses'),
      topologies({ key: 'k', values: ['a', 'a'] }, { key: 'k', values: [] }),
      '[allowedTopologies[0].matchLabelExpressions[0].values[1]: Duplicate value: "a", allowedTopologies[0].matchLabelExpressions[1].values: Required value, allowedTopologies[0].matchLabelExpressions[1].key: Duplicate value: "k"]',
    ],
    [
      storage('csidrivers'),
      { spec: { tokenRequests: [{ audience: 'a' }, { audience: 'a' }] } },
      'spec.tokenRequests[1].audience: Duplicate value: "a"',
    ],
    [
      storage('csidrivers'),
      { spec: { fsGroupPolicy: 'x', volumeLifecycleModes: ['y'] } },
      '[spec.fsGroupPolicy: Unsupported value: "x": supported values: "File", "None", "ReadWriteOnceWithFSType", spec.volumeLifecycleModes: Unsupported value: "y": supported values: "Persistent", "Ephemeral"]',
    ],
    [storage('csinodes'), { spec: { drivers: [driver] } }, ''],
    [
      storage('csinodes'),
      { spec: { drivers: [driver, { ...driver, nodeID: '', allocatable: { count: -1 } }] } },
      '[spec.drivers[1].nodeID: Required value, spec.drivers[1].allocatable.count: Invalid value: -1: must be greater than or equal to 0, spec.drivers[1].name: Duplicate value: "d"]',
    ],
    [
      '/apis/storage.k8s.io/v1/namespaces/default/csistoragecapacities',
      { storageClassName: 's', capacity: '-1' },
      'capacity: Invalid value: "-1": must be greater than or equal to 0',
    ],
    [storage('volumeattachments'), attachment({}), ''],
    [
      storage('volumeattachments'),
      attachment({ source: {} }),
      'spec.source: Required value: must specify exactly one of inlineVolumeSpec and persistentVolumeName',
    ],
    [
      storage('volumeattachments'),
      attachment({
        source: { inlineVolumeSpec: { accessModes: ['ReadWriteOnce'], csi: { driver: 'd', volumeHandle: 'h' } } },
      }),
      '',
    ],
    [
      storage('volumeattachments'),
      attachment({
        source: {
          inlineVolumeSpec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '1' }, hostPath: { path: '/a' } },
        },
      }),
      '[spec.source.inlineVolumeSpec.capacity: Forbidden: may not be specified in the context of inline volumes, spec.source.inlineVolumeSpec.csi: Required value: has to be specified in the context of inline volumes]',
    ],
    [
      '/api/v1/nodes',
      { spec: { taints: [{ key: 'a', effect: 'x' }] } },
      'metadata.taints[0].effect: Unsupported value: "x": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
    ],
    [
      '/api/v1/nodes',
      { spec: { podCIDRs: ['10.0.0.0/8', '10.0.0.0/8'] } },
      '[spec.podCIDRs: Invalid value: []string{"10.0.0.0/8", "10.0.0.0/8"}: may specify no more than one CIDR for each IP family, spec.podCIDRs[1]: Duplicate value: "10.0.0.0/8"]',
    ],
    [
      '/api/v1/nodes',
      { status: { capacity: { pods: '1500m' } } },
      '[status.capacity.pods: Invalid value: resource.Quantity{i:resource.int64Amount{value:1500, scale:-3}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"1500m", Format:"DecimalSI"}: must be an integer, status.allocatable.pods: Invalid value: resource.Quantity{i:resource.int64Amount{value:1500, scale:-3}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"1500m", Format:"DecimalSI"}: must be an integer]',
    ],
    [
      '/api/v1/namespaces',
      { spec: { finalizers: ['x'] } },
      'spec.finalizers: Invalid value: "x": name is neither a standard finalizer name nor is it fully qualified',
    ],
    [
      core('configmaps'),
      { metadata: { name: 'x', finalizers: ['orphan', 'foregroundDeletion', 'y'] } },
      '[metadata.finalizers[2]: Invalid value: "y": name is neither a standard finalizer name nor is it fully qualified, metadata.finalizers: Invalid value: []string{"orphan", "foregroundDeletion", "y"}: finalizer orphan and foregroundDeletion cannot be both set]',
    ],
    [
      core('configmaps'),
      { metadata: { name: 'x', ownerReferences: [owner('', '', 'n', 'u')] } },
      '[metadata.ownerReferences[0].apiVersion: Invalid value: "": version must not be empty, metadata.ownerReferences[0].kind: Invalid value: "": kind must not be empty]',
    ],
    [
      core('configmaps'),
      { metadata: { name: 'x', ownerReferences: [owner('v1', 'Event', 'n', 'u')] } },
      'metadata.ownerReferences[0]: Invalid value: v1.OwnerReference{APIVersion:"v1", Kind:"Event", Name:"n", UID:"u", Controller:(*bool)(nil), BlockOwnerDeletion:(*bool)(nil)}: /v1, Kind=Event is disallowed from being an owner',
    ],
    [
      core('configmaps'),
      { metadata: { name: 'x', annotations: { a: 'x'.repeat(256 * 1024) } } },
      'metadata.annotations: Too long: may not be more than 262144 bytes',
    ],
    [
      core('events'),
      { involvedObject: { namespace: 'other' } },
      'involvedObject.namespace: Invalid value: "other": does not match event.namespace',
    ],
    [
      core('events'),
      {
        involvedObject: { namespace: 'default' },
        eventTime: '2025-01-01T00:00:00.000000Z',
        reportingComponent: 'a',
        action: 'b',
      },
      '[reportingInstance: Required value, reason: Required value]',
    ],
  ])('%s %j', (path, object, errors) => {
    expect(said(path, object)).toBe(errors);
  });

  it.each<[path: string, object: object, change: object, errors: string, rest?: string]>([
    [
      priority,
      { value: 1 },
      { value: 2, preemptionPolicy: 'Never' },
      '[value: Forbidden: may not be changed in an update., preemptionPolicy: Invalid value: "Never": field is immutable]',
    ],
    [runtime, { handler: 'a' }, { handler: 'b' }, 'handler: Invalid value: "b": field is immutable'],
    [
      storage('storageclasses'),
      { provisioner: 'a' },
      { provisioner: 'b', reclaimPolicy: 'Retain', parameters: { a: 'b' } },
      '[parameters: Forbidden: updates to parameters are forbidden., provisioner: Forbidden: updates to provisioner are forbidden., reclaimPolicy: Forbidden: updates to reclaimPolicy are forbidden.]',
    ],
    [
      storage('csidrivers'),
      { spec: {} },
      { spec: { attachRequired: false, requiresRepublish: true } },
      'spec.attachedRequired: Invalid value: false: field is immutable',
    ],
    [
      storage('csinodes'),
      { spec: { drivers: [driver] } },
      { spec: { drivers: [{ ...driver, nodeID: 'm' }] } },
      'spec.drivers: Invalid value: storage.CSINodeDriver{Name:"d", NodeID:"m", TopologyKeys:[]string{"a"}, Allocatable:(*storage.VolumeNodeResources)(nil)}: field is immutable',
    ],
    [
      storage('volumeattachments'),
      attachment({}),
      { spec: { nodeName: 'm' } },
      'spec: Invalid value: storage.VolumeAttachmentSpec{...}: field is immutable',
    ],
    [
      '/api/v1/nodes',
      { spec: { podCIDRs: ['10.0.0.0/24'], providerID: 'a' } },
      { spec: { podCIDRs: ['10.0.1.0/24'], providerID: 'b' } },
      '[spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid, spec.providerID: Forbidden: node updates may not change providerID except from "" to valid]',
    ],
    [
      '/api/v1/namespaces',
      {},
      { status: { phase: 'Terminating' } },
      'status.Phase: Invalid value: "Terminating": may only be \'Active\' if `deletionTimestamp` is empty',
      '/status',
    ],
    [
      budget,
      { spec: {} },
      { status: { disruptionsAllowed: -1 } },
      'status.disruptionsAllowed: Invalid value: -1: must be greater than or equal to 0',
      '/status',
    ],
  ])('%s %j changed by %j', (path, object, change, errors, rest) => {
    expect(said(path, object, change, rest)).toBe(errors);
  });
});

// Models TestValidatePersistentVolumes, TestValidatePersistentVolumeClaim and their updates.
describe('volumes and claims', () => {
  const pv = (spec: object) => ({
    spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/a' }, ...spec },
  });
  const pvc = (spec: object) => ({
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  });
  const PVS = '/api/v1/persistentvolumes';
  const PVCS = core('persistentvolumeclaims');
  const FIXED =
    'spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';
  const affinity = (key: string) => ({
    nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'In', values: ['a'] }] }] } },
  });
  it.each<[path: string, object: object, errors: string, change?: object, rest?: string]>([
    [PVS, pv({}), ''],
    [
      PVS,
      pv({ accessModes: ['x'] }),
      'spec.accessModes: Unsupported value: "x": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
    ],
    [
      PVS,
      pv({ accessModes: ['ReadWriteOnce', 'ReadWriteOncePod'] }),
      'spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes',
    ],
    [
      PVS,
      pv({ capacity: {} }),
      '[spec.capacity: Required value, spec.capacity: Unsupported value: core.ResourceList(nil): supported values: "storage"]',
    ],
    [
      PVS,
      pv({ capacity: { storage: '-1' } }),
      '[spec.capacity[storage]: Invalid value: -1: must be a valid resource quantity, spec.capacity[storage]: Invalid value: "-1": must be greater than zero]',
    ],
    [
      PVS,
      pv({ persistentVolumeReclaimPolicy: 'x' }),
      'spec.persistentVolumeReclaimPolicy: Unsupported value: "x": supported values: "Delete", "Recycle", "Retain"',
    ],
    [
      PVS,
      pv({ hostPath: { path: '/./' }, persistentVolumeReclaimPolicy: 'Recycle' }),
      "spec.persistentVolumeReclaimPolicy: Forbidden: may not be 'recycle' for a hostPath mount of '/'",
    ],
    [PVS, pv({ hostPath: undefined }), 'spec: Required value: must specify a volume type'],
    [PVS, pv({ nfs: { server: 's', path: '/p' } }), 'spec.nfs: Forbidden: may not specify more than 1 volume type'],
    [
      PVS,
      pv({ hostPath: undefined, local: { path: '/a' } }),
      'spec.nodeAffinity: Required value: Local volume requires node affinity',
    ],
    [
      PVS,
      pv({ nodeAffinity: {} }),
      'spec.nodeAffinity.required: Required value: must specify required node constraints',
    ],
    [
      PVS,
      pv({ hostPath: undefined, csi: { driver: 'a', volumeHandle: '', nodePublishSecretRef: { name: 's' } } }),
      '[spec.csi.volumeHandle: Required value, spec.csi.nodePublishSecretRef.namespace: Required value]',
    ],
    [
      PVS,
      pv({}),
      'spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation',
      { spec: { hostPath: { path: '/b' } } },
    ],
    [PVS, pv({}), 'volumeMode: Invalid value: "Block": field is immutable', { spec: { volumeMode: 'Block' } }],
    [PVS, pv({ ...affinity('beta.kubernetes.io/os') }), '', { spec: affinity('kubernetes.io/os') }],
    [
      PVS,
      pv({ ...affinity('a') }),
      'nodeAffinity: Invalid value: core.VolumeNodeAffinity{...}: field is immutable, except for updating from beta label to GA',
      { spec: affinity('b') },
    ],
    [PVCS, pvc({}), ''],
    [PVCS, pvc({ accessModes: [] }), 'spec.accessModes: Required value: at least 1 access mode is required'],
    [PVCS, pvc({ resources: {} }), 'spec.resources[storage]: Required value'],
    [
      PVCS,
      pvc({ resources: { requests: { storage: '0' } } }),
      'spec.resources[storage]: Invalid value: "0": must be greater than zero',
    ],
    [
      PVCS,
      pvc({ dataSourceRef: { kind: 'x', name: '' } }),
      `[spec.dataSource.name: Required value, spec.dataSource: Invalid value: "x": must be 'PersistentVolumeClaim' when referencing the default apiGroup, spec.dataSourceRef.name: Required value, spec.dataSourceRef: Invalid value: "x": must be 'PersistentVolumeClaim' when referencing the default apiGroup]`,
    ],
    [PVCS, pvc({}), FIXED, { spec: { resources: { requests: { storage: '2Gi' } } } }],
    [PVCS, pvc({}), '', { spec: { storageClassName: 'late' } }],
    [PVCS, pvc({ storageClassName: 'a' }), FIXED, { spec: { storageClassName: 'b' } }],
    [PVCS, pvc({}), '', { spec: { volumeName: 'v' } }],
    [PVCS, pvc({ volumeName: 'v' }), FIXED, { spec: { volumeName: 'w' } }],
    [
      PVCS,
      pvc({}),
      `[${FIXED}, volumeMode: Invalid value: "Block": field is immutable]`,
      { spec: { volumeMode: 'Block' } },
    ],
    [
      PVCS,
      pvc({}),
      'status.capacity[storage]: Invalid value: -1: must be a valid resource quantity',
      { status: { capacity: { storage: '-1' } } },
      '/status',
    ],
  ])('%s %j: %s', (path, object, errors, change, rest) => {
    expect(said(path, object, change, rest)).toBe(errors);
  });
});
