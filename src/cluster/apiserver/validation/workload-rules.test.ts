import { describe, expect, it } from 'vitest';
import { said } from './said-for-test.ts';

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
