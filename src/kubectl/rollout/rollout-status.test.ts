import { describe, expect, it } from 'vitest';
import type { DaemonSet } from '../../api/types/daemon-set.ts';
import type { Deployment } from '../../api/types/deployment.ts';
import { daemonSetStatus } from './daemon-set-status.ts';
import { deploymentStatus } from './deployment-status.ts';

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
});
