import { describe, expect, it } from 'vitest';
import type { Pod } from '../../../api/types/pod.ts';
import { fieldErrorText } from '../field-error.ts';
import { podOf } from './pod-for-test.ts';
import { validatePodStatus } from './pod-status.ts';
import { validatePodUpdate } from './pod-update.ts';

// Models TestValidatePodStatusUpdate.
describe('updates of the status of pods', () => {
  const ended = (exitCode: number) => ({ name: 'c', state: { terminated: { exitCode } } });
  const running = { name: 'c', state: { running: {} } };
  const C0 = 'status.containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state';
  it.each<[policy: string, was: object, is: object, ...errors: string[]]>([
    ['Always', {}, { podIPs: [{ ip: '1.2.3.4' }, { ip: '::1' }] }],
    ['Always', { containerStatuses: [ended(0)] }, { containerStatuses: [running] }],
    ['Never', { containerStatuses: [ended(1)] }, { containerStatuses: [running] }, C0],
    ['OnFailure', { containerStatuses: [ended(0)] }, { containerStatuses: [running] }, C0],
    ['OnFailure', { containerStatuses: [ended(1)] }, { containerStatuses: [running] }],
    [
      'Always',
      {},
      { nominatedNodeName: 'a b', qosClass: 'Guaranteed' },
      expect.stringContaining('status.nominatedNodeName: Invalid value: "a b"') as never,
      'status.qosClass: Invalid value: "Guaranteed": field is immutable',
    ],
    [
      'Always',
      {},
      { podIPs: [{ ip: '1.2.3.4' }, { ip: '1.2.3.4' }] },
      'status.podIPs: Invalid value: []core.PodIP{core.PodIP{IP:"1.2.3.4"}, core.PodIP{IP:"1.2.3.4"}}: may specify no more than one IP for each IP family',
      'status.podIPs[1]: Duplicate value: core.PodIP{IP:"1.2.3.4"}',
    ],
    [
      'Always',
      {},
      { hostIP: '1.1.1.1', hostIPs: [{ ip: '1.1.1.2' }] },
      'status.hostIPs[0].ip: Invalid value: "1.1.1.2": must be equal to `hostIP`',
    ],
    [
      'Always',
      {},
      { conditions: [{ type: 'a b' }] },
      expect.stringContaining('metadata.conditions[0].Type: Invalid value: "a b"') as never,
    ],
  ])('%s: from %j to %j', (restartPolicy, was, is, ...errors) => {
    const pod = podOf({ restartPolicy });
    const withStatus = (status: object) => ({ ...pod, status: status as Pod['status'] });
    expect(validatePodStatus(withStatus(is), withStatus(was)).map(fieldErrorText)).toEqual(errors);
  });
});

// Models TestValidatePodUpdate.
describe('updates of pods', () => {
  const FIXED =
    'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';
  const gate = (more: object = {}) => ({ schedulingGates: [{ name: 'g' }], ...more });
  const need = (...values: string[][]) => ({
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            { matchExpressions: values.map((v, i) => ({ key: `k${i}`, operator: 'In', values: v })) },
          ],
        },
      },
    },
  });
  const TERMS = 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';
  const tolerate = (...keys: string[]) => ({
    tolerations: keys.map((key) => ({ key, operator: 'Exists', effect: 'NoExecute' })),
  });
  it.each<[was: object, is: object, ...errors: string[]]>([
    [{}, {}],
    [{}, { containers: [{ name: 'c', image: 'other:1' }] }],
    [
      {},
      {
        containers: [
          { name: 'c', image: 'i' },
          { name: 'd', image: 'i' },
        ],
      },
      'spec.containers: Forbidden: pod updates may not add or remove containers',
    ],
    [{}, { containers: [{ name: 'd', image: 'i:1' }] }, FIXED],
    [{}, { activeDeadlineSeconds: 5 }],
    [{ activeDeadlineSeconds: 5 }, { activeDeadlineSeconds: 3 }],
    [
      { activeDeadlineSeconds: 5 },
      { activeDeadlineSeconds: 8 },
      'spec.activeDeadlineSeconds: Invalid value: 8: must be less than or equal to previous value',
    ],
    [
      { activeDeadlineSeconds: 5 },
      {},
      'spec.activeDeadlineSeconds: Invalid value: null: must not update from a positive integer to nil value',
    ],
    [tolerate('a'), tolerate('a', 'b')],
    [
      tolerate('a'),
      tolerate('b'),
      'spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds',
    ],
    [{ terminationGracePeriodSeconds: -1 }, { terminationGracePeriodSeconds: 1 }],
    [{ terminationGracePeriodSeconds: -1 }, { terminationGracePeriodSeconds: 2 }, FIXED],
    [{}, { nodeName: 'other' }, FIXED],
    [gate(), {}],
    [
      {},
      gate(),
      "spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'g'",
    ],
    [gate(), gate({ nodeSelector: { a: 'b' } })],
    [{}, { nodeSelector: { a: 'b' } }, FIXED],
    [
      gate({ nodeSelector: { a: 'b' } }),
      gate({ nodeSelector: { a: 'c' } }),
      'spec.nodeSelector: Invalid value: map[string]string{"a":"c"}: only additions to spec.nodeSelector are allowed (no mutations or deletions)',
    ],
    [gate(), gate(need(['v']))],
    [gate(need(['v'])), gate(need(['v'], ['w']))],
    [
      gate(need(['v'])),
      gate(need(['w'])),
      `${TERMS}[0]: Invalid value: core.NodeSelectorTerm{...}: only additions are allowed (no mutations or deletions)`,
    ],
    [
      gate(need(['v'])),
      gate(),
      `${TERMS}: Invalid value: []core.NodeSelectorTerm(nil): no additions/deletions to non-empty NodeSelectorTerms list are allowed`,
    ],
  ])('from %j to %j', (was, is, ...errors) => {
    expect(validatePodUpdate(podOf(is), podOf(was)).map(fieldErrorText)).toEqual(errors);
  });

  it('of annotations that a node reads', () => {
    const key = 'container.apparmor.security.beta.kubernetes.io/c';
    expect(validatePodUpdate(podOf({}, {}, { [key]: 'unconfined' }), podOf({})).map(fieldErrorText)).toEqual([
      `metadata.annotations[${key}]: Forbidden: may not add AppArmor annotations`,
    ]);
  });
});
