import { classOf, isFor, matchVolume } from '../../../api/match-volume.ts';
import { isPodTerminal } from '../../../api/pod-conditions.ts';
import { persistentVolumeClaims, persistentVolumes, pods, storageClasses } from '../../../api/resources.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../../../api/types/persistent-volume.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Millis } from '../../../sim/clock.ts';
import type { ComponentContext } from '../../client/component.ts';
import { type ReconcilerHandle, runReconciler, trigger } from '../../client/reconciler.ts';
import { keyOf, splitKey } from '../object-key.ts';

const BOUND_BY_US = 'pv.kubernetes.io/bound-by-controller';
const BIND_COMPLETED = 'pv.kubernetes.io/bind-completed';
/** Set by the scheduler: where the volume of the claim has to be made. */
const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
/** How often a claim without a volume is looked at again. Models the controller's sync period. */
const AGAIN_MS = 15_000;

/**
 * Binds claims to volumes that are there. Volumes are not made: Drydock has no provisioner. The volume of a claim that waits
 * for its consumer is reserved by the scheduler.
 * Models pkg/controller/volume/persistentvolume pv_controller.go.
 */
export function createPersistentVolumeBinder(context: ComponentContext): ReconcilerHandle {
  const { world, client, events } = context;

  const claimsOf = (pod: Pod): readonly string[] =>
    (pod.spec.volumes ?? []).flatMap(({ persistentVolumeClaim: source }) =>
      source === undefined ? [] : [`${pod.metadata.namespace}/${source.claimName}`],
    );

  function syncVolume(volume: PersistentVolume): void {
    const { claimRef } = volume.spec;
    let phase: PersistentVolume['status']['phase'] = 'Available';
    if (claimRef?.uid) {
      const claim = client.get(persistentVolumeClaims, claimRef.namespace, claimRef.name ?? '');
      phase = claim !== undefined && isFor(volume, claim) ? 'Bound' : 'Released';
    }
    if (volume.status.phase === phase) return;
    client.updateStatus(persistentVolumes, { ...volume, status: { ...volume.status, phase } });
  }

  function syncClaim(claim: PersistentVolumeClaim): Millis | undefined {
    if (claim.metadata.deletionTimestamp !== undefined) return undefined;
    if (claim.spec.volumeName) return keepBound(claim);
    const storageClass = client.get(storageClasses, undefined, classOf(claim));
    const waits = storageClass?.volumeBindingMode === 'WaitForFirstConsumer';
    const volume = matchVolume(claim, client.list(persistentVolumes), { delayed: waits });
    if (volume !== undefined) {
      bind(claim, volume);
      return undefined;
    }
    if (waits && claim.metadata.annotations?.[SELECTED_NODE] === undefined) {
      sayWhatItWaitsFor(claim);
      return AGAIN_MS;
    }
    sayWhyNot(claim, storageClass?.provisioner);
    return AGAIN_MS;
  }

  /** Models emitEventForUnboundDelayBindingClaim. */
  function sayWhatItWaitsFor(claim: PersistentVolumeClaim): void {
    const users = client
      .list(pods, { namespace: claim.metadata.namespace! })
      .filter((pod) => !pod.spec.nodeName && !isPodTerminal(pod) && claimsOf(pod).includes(keyOf(claim)))
      .map(({ metadata }) => metadata.name);
    if (users.length === 0) {
      events.event(claim, 'Normal', 'WaitForFirstConsumer', 'waiting for first consumer to be created before binding');
      return;
    }
    const whom = users.length === 1 ? `pod ${users[0]}` : `pods ${users.join(',')}`;
    events.event(claim, 'Normal', 'WaitForPodScheduled', `waiting for ${whom} to be scheduled`);
  }

  function sayWhyNot(claim: PersistentVolumeClaim, provisioner: string | undefined): void {
    const name = classOf(claim);
    if (name === '') {
      const why = 'no persistent volumes available for this claim and no storage class is set';
      events.event(claim, 'Normal', 'FailedBinding', why);
    } else if (provisioner === undefined) {
      events.event(claim, 'Warning', 'ProvisioningFailed', `storageclass.storage.k8s.io "${name}" not found`);
    } else if (provisioner === 'kubernetes.io/no-provisioner') {
      const why = 'storageclass has no provisioner, and no persistent volume fits this claim';
      events.event(claim, 'Normal', 'FailedBinding', why);
    } else {
      const why = `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`;
      events.event(claim, 'Normal', 'ExternalProvisioning', why);
    }
  }

  /** A claim that names its volume is bound once the volume is there and free. */
  function keepBound(claim: PersistentVolumeClaim): Millis | undefined {
    const volume = client.get(persistentVolumes, undefined, claim.spec.volumeName!);
    if (volume === undefined) {
      if (claim.status.phase !== 'Bound') return AGAIN_MS;
      events.event(
        claim,
        'Warning',
        'ClaimLost',
        'Bound claim has lost its PersistentVolume. Data on the volume is lost!',
      );
      client.updateStatus(persistentVolumeClaims, { ...claim, status: { ...claim.status, phase: 'Lost' } });
      return undefined;
    }
    if (volume.spec.claimRef !== undefined && !isFor(volume, claim)) return AGAIN_MS;
    if (claim.status.phase !== 'Bound') bind(claim, volume);
    return undefined;
  }

  function bind(claim: PersistentVolumeClaim, volume: PersistentVolume): void {
    const { namespace, name, uid, resourceVersion } = claim.metadata;
    const reserved = volume.spec.claimRef !== undefined;
    const claimRef = { kind: 'PersistentVolumeClaim', namespace, name, uid, apiVersion: 'v1', resourceVersion };
    const taken = client.update(persistentVolumes, {
      ...volume,
      metadata: reserved
        ? volume.metadata
        : { ...volume.metadata, annotations: { ...volume.metadata.annotations, [BOUND_BY_US]: 'yes' } },
      spec: { ...volume.spec, claimRef },
    });
    client.updateStatus(persistentVolumes, { ...taken, status: { ...taken.status, phase: 'Bound' } });
    const named: Record<string, string> = claim.spec.volumeName ? {} : { [BOUND_BY_US]: 'yes' };
    const bound = client.update(persistentVolumeClaims, {
      ...claim,
      metadata: {
        ...claim.metadata,
        annotations: { ...claim.metadata.annotations, [BIND_COMPLETED]: 'yes', ...named },
      },
      spec: { ...claim.spec, volumeName: volume.metadata.name },
    });
    const { accessModes, capacity } = volume.spec;
    client.updateStatus(persistentVolumeClaims, {
      ...bound,
      status: { ...bound.status, phase: 'Bound', accessModes, capacity },
    });
  }

  return runReconciler(world, client, {
    name: 'persistentvolume-binder',
    looksAgainAtRest: true,
    triggers: [
      trigger(persistentVolumes, ({ object, type }) => [
        ...(type === 'DELETED' ? [] : [`/${object.metadata.name}`]),
        ...client
          .list(persistentVolumeClaims)
          .filter(({ status }) => status.phase !== 'Bound')
          .map(keyOf),
      ]),
      trigger(persistentVolumeClaims, ({ object }) => [
        keyOf(object),
        ...(object.spec.volumeName ? [`/${object.spec.volumeName}`] : []),
      ]),
    ],
    reconcile(key) {
      const { namespace, name } = splitKey(key);
      if (namespace === '') {
        const volume = client.get(persistentVolumes, undefined, name);
        if (volume !== undefined) syncVolume(volume);
        return undefined;
      }
      const claim = client.get(persistentVolumeClaims, namespace, name);
      return claim === undefined ? undefined : syncClaim(claim);
    },
  });
}
