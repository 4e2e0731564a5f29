import { ApiError } from '../../../api/api-error.ts';
import { jsonEqual } from '../../../api/json-equal.ts';
import type { Draft } from '../../../api/object.ts';
import { endpoints, pods, services } from '../../../api/resources.ts';
import { formatTime } from '../../../api/time.ts';
import type { Endpoints, Service } from '../../../api/types/service.ts';
import type { ComponentContext } from '../../client/component.ts';
import { type ReconcilerHandle, runReconciler, trigger } from '../../client/reconciler.ts';
import { keyOf, splitKey } from '../object-key.ts';
import { endpointSubsets } from './service-endpoints.ts';
import { selects, servicesOfPod } from './services-of-pod.ts';
import { type TriggerTimes, triggerTime } from './trigger-time.ts';
import { truncateSubsets } from './truncate-subsets.ts';

const HEADLESS = 'service.kubernetes.io/headless';
const MANAGED_BY = 'endpoints.kubernetes.io/managed-by';
const TRIGGER_TIME = 'endpoints.kubernetes.io/last-change-trigger-time';
const OVER_CAPACITY = 'endpoints.kubernetes.io/over-capacity';

/** Keeps the Endpoints of services with a selector. Models pkg/controller/endpoint. */
export function createEndpointsController({ world, client, events }: ComponentContext): ReconcilerHandle {
  const { known } = world.state('endpoints-controller', () => ({ known: new Map<string, TriggerTimes>() }));

  function removeEndpoints(namespace: string, name: string): void {
    if (client.get(endpoints, namespace, name) !== undefined) client.delete(endpoints, namespace, name);
  }

  /** Models syncService. */
  function sync(key: string, service: Service): void {
    const { namespace = '', name, labels = {} } = service.metadata;
    const selected = client.list(pods, { namespace }).filter((pod) => selects(service, pod));
    const { times, firstMs } = triggerTime(known.get(key), service, selected);
    known.set(key, times);
    const all = endpointSubsets(service, selected);
    const truncated = truncateSubsets(all);
    const subsets = truncated ?? all;
    const current = client.get(endpoints, namespace, name);
    const headless = service.spec.clusterIP === 'None' || (service.spec.clusterIP ?? '') === '';
    const wanted = { ...labels, [MANAGED_BY]: 'endpoint-controller', ...(headless ? { [HEADLESS]: '' } : {}) };
    if (
      current !== undefined &&
      jsonEqual(current.subsets ?? [], subsets) &&
      jsonEqual(current.metadata.labels ?? {}, wanted) &&
      (current.metadata.annotations?.[OVER_CAPACITY] !== undefined) === (truncated !== undefined)
    ) {
      return;
    }
    const { [TRIGGER_TIME]: _, [OVER_CAPACITY]: __, ...others } = current?.metadata.annotations ?? {};
    const annotations = {
      ...others,
      ...(firstMs === undefined ? {} : { [TRIGGER_TIME]: formatTime(firstMs) }),
      ...(truncated === undefined ? {} : { [OVER_CAPACITY]: 'truncated' }),
    };
    if (current === undefined) create(service, { name, labels: wanted, annotations }, subsets);
    else {
      const { subsets: ___, ...rest } = current;
      const metadata = { ...current.metadata, labels: wanted, annotations };
      client.update(endpoints, { ...rest, metadata, ...(subsets.length === 0 ? {} : { subsets }) });
    }
  }

  function create(service: Service, metadata: Draft<Endpoints>['metadata'], subsets: Endpoints['subsets'] = []): void {
    const { namespace, name } = service.metadata;
    const rest = subsets.length === 0 ? {} : { subsets };
    try {
      client.create(endpoints, namespace, { apiVersion: 'v1', kind: 'Endpoints', metadata, ...rest });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status.details?.causes?.some(({ reason }) => reason === 'NamespaceTerminating')) return;
      const message = `Failed to create endpoint for service ${namespace}/${name}: ${error.message}`;
      events.event(service, 'Warning', 'FailedToCreateEndpoint', message);
      throw error;
    }
  }

  return runReconciler(world, client, {
    name: 'endpoints',
    triggers: [
      trigger(services, ({ object }) => [keyOf(object)]),
      trigger(pods, (change) => servicesOfPod(client, change)),
      trigger(endpoints, ({ type, object }) => (type === 'DELETED' ? [keyOf(object)] : [])),
    ],
    reconcile(key) {
      const { namespace, name } = splitKey(key);
      const service = client.get(services, namespace, name);
      if (service === undefined) {
        known.delete(key);
        removeEndpoints(namespace, name);
      } else if (service.spec.type !== 'ExternalName' && (service.spec.selector ?? null) !== null) sync(key, service);
      return undefined;
    },
    // Unlike Kubernetes' syncs, ours take no time; a big service would be computed for each pod's change.
    pauseMs: (key) => Math.min(250, Math.floor((known.get(key)?.pods.size ?? 0) / 10)),
  });
}
