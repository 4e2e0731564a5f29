import { ApiError } from '../../api/api-error.ts';
import { customResourceOf } from '../../api/custom-resource.ts';
import { jsonEqual } from '../../api/json-equal.ts';
import {
  customResourceDefinitions,
  events,
  limitRanges,
  namespaces,
  type Resource,
  resourceQuotas,
} from '../../api/resources.ts';
import { formatTime } from '../../api/time.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { Millis } from '../../sim/clock.ts';
import type { ComponentContext } from '../client/component.ts';
import { type ReconcilerHandle, runReconciler, trigger } from '../client/reconciler.ts';
import { garbageResources } from './garbage-collector/garbage-resources.ts';
import { type NamespaceRemains, namespaceConditions } from './namespace-conditions.ts';

const content: readonly Resource[] = [...garbageResources, events, limitRanges, resourceQuotas].filter(
  ({ namespaced }) => namespaced,
);
/** Pods without containers that run for long still get a moment before the namespace is looked at again. */
const LEAST_WAIT_SECONDS = 1;

/** Empties a namespace that is being deleted and then lets it go. Models pkg/controller/namespace. */
export function createNamespaceController({ world, client }: ComponentContext): ReconcilerHandle {
  const customContent = (): readonly Resource[] =>
    client
      .list(customResourceDefinitions)
      .map(customResourceOf)
      .filter((resource) => resource?.namespaced === true) as readonly Resource[];

  function deleteContent(name: string): NamespaceRemains & { readonly waitSeconds: number } {
    const instances = new Map<string, number>();
    const finalizers = new Map<string, number>();
    const failures: string[] = [];
    let waitSeconds = 0;
    for (const resource of [...content, ...customContent()]) {
      for (const { metadata } of [...client.list(resource, { namespace: name })]) {
        try {
          client.delete(resource, name, metadata.name, { propagationPolicy: 'Background' });
        } catch (error) {
          if (!(error instanceof ApiError)) throw error;
          if (error.code !== 404) failures.push(error.message);
        }
      }
      const left = client.list(resource, { namespace: name });
      if (left.length === 0) continue;
      instances.set(`${resource.plural}.${resource.group}`, left.length);
      for (const object of left) {
        for (const finalizer of object.metadata.finalizers ?? []) {
          finalizers.set(finalizer, (finalizers.get(finalizer) ?? 0) + 1);
        }
        if (resource.plural !== 'pods') continue;
        const { phase } = (object as Pod).status;
        const grace =
          phase === 'Succeeded' || phase === 'Failed' ? 0 : (object as Pod).spec.terminationGracePeriodSeconds;
        waitSeconds = Math.max(waitSeconds, grace ?? 0);
      }
    }
    return { instances, finalizers, failures, waitSeconds };
  }

  /** Models namespaced_resources_deleter.go Delete. */
  function reconcile(name: string): Millis | undefined {
    const namespace = client.get(namespaces, undefined, name);
    if (namespace?.metadata.deletionTimestamp === undefined) return undefined;
    if ((namespace.spec.finalizers ?? []).includes('kubernetes')) {
      const remains = deleteContent(name);
      const now = formatTime(world.clock.now());
      const conditions = namespaceConditions(namespace.status.conditions, remains, now);
      if (!jsonEqual(conditions, namespace.status.conditions)) {
        client.updateStatus(namespaces, { ...namespace, status: { phase: 'Terminating', conditions } });
      }
      if (remains.instances.size > 0 || remains.failures.length > 0) {
        return (Math.floor(Math.max(remains.waitSeconds, LEAST_WAIT_SECONDS) / 2) + 1) * 1000;
      }
      const finalizers = (namespace.spec.finalizers ?? []).filter((finalizer) => finalizer !== 'kubernetes');
      client.patch(namespaces, undefined, name, 'merge', { spec: { finalizers } }, 'finalize');
    }
    const left = client.get(namespaces, undefined, name);
    const held = (left?.spec.finalizers?.length ?? 0) + (left?.metadata.finalizers?.length ?? 0) > 0;
    if (left !== undefined && !held) client.delete(namespaces, undefined, name);
    return undefined;
  }

  return runReconciler(world, client, {
    name: 'namespace',
    triggers: [
      trigger(namespaces, ({ type, object }) =>
        type === 'DELETED' || object.metadata.deletionTimestamp === undefined ? [] : [object.metadata.name],
      ),
    ],
    reconcile,
  });
}
