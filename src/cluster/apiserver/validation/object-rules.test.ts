import { describe, expect, it } from 'vitest';
import { said } from './said-for-test.ts';

const core = (plural: string) => `/api/v1/namespaces/default/${plural}`;
const storage = (plural: string) => `/apis/storage.k8s.io/v1/${plural}`;

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
