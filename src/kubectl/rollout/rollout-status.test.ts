import { describe, expect, it } from 'vitest';
import type { DaemonSet } from '../../api/types/daemon-set.ts';
import type { Deployment } from '../../api/types/deployment.ts';
import type { StatefulSet } from '../../api/types/stateful-set.ts';
import { daemonSetStatus } from './daemon-set-status.ts';
import { deploymentStatus } from './deployment-status.ts';
import { statefulSetStatus } from './stateful-set-status.ts';

/** The cases of kubectl/pkg/polymorphichelpers/rollout_status_test.go. */
describe('rollout status', () => {
  const deployment = (generation: number, specReplicas: number, numbers: readonly number[]) => {
    const [replicas, updatedReplicas, availableReplicas, observedGeneration] = numbers;
    return {
      metadata: { name: 'foo', generation },
      spec: { replicas: specReplicas },
      status: { replicas, updatedReplicas, availableReplicas, observedGeneration },
    } as unknown as Deployment;
  };
  const lead = 'Waiting for deployment "foo" rollout to finish: ';
  it.each([
    [deployment(0, 1, [1, 0, 1, 0]), `${lead}0 out of 1 new replicas have been updated...\n`, false],
    [deployment(1, 1, [2, 1, 2, 1]), `${lead}1 old replicas are pending termination...\n`, false],
    [deployment(1, 2, [2, 2, 1, 1]), `${lead}1 of 2 updated replicas are available...\n`, false],
    [deployment(1, 2, [2, 2, 2, 1]), 'deployment "foo" successfully rolled out\n', true],
    [deployment(2, 2, [2, 2, 2, 1]), 'Waiting for deployment spec update to be observed...\n', false],
  ])('of a Deployment (%#)', (object, message, done) => {
    expect(deploymentStatus(object, 0)).toEqual({ message, done });
  });

  const daemonSet = (generation: number, numbers: readonly number[], type = 'RollingUpdate') => {
    const [updatedNumberScheduled, desiredNumberScheduled, numberAvailable, observedGeneration] = numbers;
    return {
      metadata: { name: 'foo', generation },
      spec: { updateStrategy: { type } },
      status: { updatedNumberScheduled, desiredNumberScheduled, numberAvailable, observedGeneration },
    } as unknown as DaemonSet;
  };
  const waiting = 'Waiting for daemon set "foo" rollout to finish: ';
  it.each([
    [daemonSet(0, [0, 1, 0, 0]), { message: `${waiting}0 out of 1 new pods have been updated...\n`, done: false }],
    [daemonSet(1, [2, 2, 1, 1]), { message: `${waiting}1 of 2 updated pods are available...\n`, done: false }],
    [daemonSet(1, [2, 2, 2, 1]), { message: 'daemon set "foo" successfully rolled out\n', done: true }],
    [daemonSet(2, [2, 2, 2, 1]), { message: 'Waiting for daemon set spec update to be observed...\n', done: false }],
    [
      daemonSet(1, [2, 2, 2, 1], 'OnDelete'),
      { failure: 'rollout status is only available for RollingUpdate strategy type' },
    ],
  ])('of a DaemonSet (%#)', (object, view) => {
    expect(daemonSetStatus(object)).toEqual(view);
  });

  const statefulSet = (generation: number, numbers: readonly number[], strategy: object, revisions: object = {}) => {
    const [observedGeneration, readyReplicas, currentReplicas, updatedReplicas] = numbers;
    return {
      metadata: { name: 'foo', generation },
      spec: { replicas: 3, updateStrategy: { type: 'RollingUpdate', ...strategy } },
      status: { observedGeneration, replicas: 3, readyReplicas, currentReplicas, updatedReplicas, ...revisions },
    } as unknown as StatefulSet;
  };
  const partition = { rollingUpdate: { partition: 2 } };
  it.each([
    [
      statefulSet(1, [1, 1, 0, 0], { type: 'OnDelete' }),
      { failure: 'rollout status is only available for RollingUpdate strategy type' },
    ],
    [
      statefulSet(2, [1, 3, 3, 0], {}),
      { message: 'Waiting for statefulset spec update to be observed...\n', done: false },
    ],
    [statefulSet(1, [2, 2, 3, 0], {}), { message: 'Waiting for 1 pods to be ready...\n', done: false }],
    [
      statefulSet(1, [2, 3, 2, 1], partition),
      { message: 'partitioned roll out complete: 1 new pods have been updated...\n', done: true },
    ],
    [
      statefulSet(1, [2, 3, 3, 0], partition),
      {
        message: 'Waiting for partitioned roll out to finish: 0 out of 1 new pods have been updated...\n',
        done: false,
      },
    ],
    [
      statefulSet(1, [2, 3, 3, 1], {}, { currentRevision: 'foo', updateRevision: 'bar' }),
      {
        message: 'waiting for statefulset rolling update to complete 1 pods at revision bar...\n',
        done: false,
      },
    ],
    [
      statefulSet(1, [2, 3, 3, 3], {}, { currentRevision: 'foo', updateRevision: 'foo' }),
      { message: 'statefulset rolling update complete 3 pods at revision foo...\n', done: true },
    ],
  ])('of a StatefulSet (%#)', (object, view) => {
    expect(statefulSetStatus(object)).toEqual(view);
  });
});
