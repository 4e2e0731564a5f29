import { ApiError } from '../../../api/api-error.ts';
import { jsonEqual } from '../../../api/json-equal.ts';
import { endpointSlices, nodes, pods, services } from '../../../api/resources.ts';
import { formatTime } from '../../../api/time.ts';
import type { EndpointSlice, SliceEndpoint, SlicePort } from '../../../api/types/endpoint-slice.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Service } from '../../../api/types/service.ts';
import type { ComponentContext } from '../../client/component.ts';
import { type ReconcilerHandle, runReconciler, trigger } from '../../client/reconciler.ts';
import { controllerRef } from '../controller-ref.ts';
import { belongsInEndpoints } from '../endpoints/service-endpoints.ts';
import { selects, servicesOfPod } from '../endpoints/services-of-pod.ts';
import { type TriggerTimes, triggerTime } from '../endpoints/trigger-time.ts';
import { keyOf, splitKey } from '../object-key.ts';
import { type EndpointGroup, planSlices } from './plan-slices.ts';
import { portsKey, sliceEndpoint, slicePorts } from './slice-endpoint.ts';

const SERVICE_NAME = 'kubernetes.io/service-name';
const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
const OWN_NAME = 'endpointslice-controller.k8s.io';
const HEADLESS = 'service.kubernetes.io/headless';
const TRIGGER_TIME = 'endpoints.kubernetes.io/last-change-trigger-time';
const ZONE = 'topology.kubernetes.io/zone';

/** Keeps the EndpointSlices of services with a selector. Models pkg/controller/endpointslice. */
export function createEndpointSliceController({ world, client, events }: ComponentContext): ReconcilerHandle {
  const { known } = world.state('endpoint-slice-controller', () => ({ known: new Map<string, TriggerTimes>() }));

  /** The service's pods by the ports they have. */
  function groupsOf(service: Service, selected: readonly Pod[]) {
    const groups = new Map<string, { readonly ports: readonly SlicePort[]; readonly endpoints: SliceEndpoint[] }>();
    for (const pod of selected) {
      if (!belongsInEndpoints(pod, true)) continue;
      const ports = slicePorts(service, pod);
      const group = groups.get(portsKey(ports)) ?? { ports, endpoints: [] };
      groups.set(portsKey(ports), group);
      const node = client.get(nodes, undefined, pod.spec.nodeName ?? '');
      group.endpoints.push(sliceEndpoint(service, pod, node?.metadata.labels?.[ZONE]));
    }
    return [...groups.values()];
  }

  /** Models syncService and Reconcile. */
  function sync(key: string, service: Service): void {
    const { namespace = '', uid } = service.metadata;
    const selected = client.list(pods, { namespace }).filter((pod) => selects(service, pod));
    const { times, firstMs } = triggerTime(known.get(key), service, selected);
    known.set(key, times);
    const existing = client
      .list(endpointSlices, { namespace, owner: uid })
      .filter(({ metadata }) => metadata.labels?.[MANAGED_BY] === OWN_NAME && metadata.deletionTimestamp === undefined);
    const plan = planSlices(existing, groupsOf(service, selected));
    const labels = labelsOf(service);
    const stamp: Readonly<Record<string, string>> =
      firstMs === undefined ? {} : { [TRIGGER_TIME]: formatTime(firstMs) };
    for (const group of plan.create) create(service, group, labels, stamp);
    const changed = new Map(plan.update.map(({ slice, ...group }) => [slice, content(group)]));
    for (const slice of existing) {
      if (plan.remove.includes(slice)) continue;
      const next = changed.get(slice);
      if (next === undefined && jsonEqual(slice.metadata.labels, labels)) continue;
      const { [TRIGGER_TIME]: _, ...others } = slice.metadata.annotations ?? {};
      const metadata = { ...slice.metadata, labels, annotations: { ...others, ...stamp } };
      client.update(endpointSlices, { ...slice, metadata, ...next });
    }
    for (const { metadata } of plan.remove) client.delete(endpointSlices, namespace, metadata.name);
  }

  function create(
    service: Service,
    group: EndpointGroup,
    labels: Readonly<Record<string, string>>,
    annotations: Readonly<Record<string, string>>,
  ): void {
    const { namespace, name } = service.metadata;
    client.create(endpointSlices, namespace, {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        generateName: `${name}-`,
        labels,
        ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
        ownerReferences: [controllerRef(service)],
      },
      addressType: 'IPv4',
      ...content(group),
    });
  }

  return runReconciler(world, client, {
    name: 'endpoint-slice',
    triggers: [
      trigger(services, ({ object }) => [keyOf(object)]),
      trigger(pods, (change) => servicesOfPod(client, change)),
      trigger(endpointSlices, ({ object }) => serviceOfSlice(object)),
    ],
    reconcile(key) {
      const { namespace, name } = splitKey(key);
      const service = client.get(services, namespace, name);
      if (service === undefined) known.delete(key);
      if (service === undefined || service.metadata.deletionTimestamp !== undefined) return undefined;
      if (service.spec.type === 'ExternalName' || (service.spec.selector ?? null) === null) return undefined;
      try {
        sync(key, service);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.status.details?.causes?.some(({ reason }) => reason === 'NamespaceTerminating')) return undefined;
        const message = `Error updating Endpoint Slices for Service ${namespace}/${name}: ${error.message}`;
        events.event(service, 'Warning', 'FailedToUpdateEndpointSlices', message);
        throw error;
      }
      return undefined;
    },
    // Unlike Kubernetes' syncs, ours take no time; a big service would be computed for each pod's change.
    pauseMs: (key) => Math.min(250, Math.floor((known.get(key)?.pods.size ?? 0) / 10)),
  });
}

/** Go writes null where there is none. */
const content = ({ ports, endpoints }: EndpointGroup): Pick<EndpointSlice, 'endpoints' | 'ports'> => ({
  endpoints: endpoints.length === 0 ? null : endpoints,
  ports: ports.length === 0 ? null : ports,
});

/** Only slices of this controller matter. */
function serviceOfSlice({ metadata }: EndpointSlice): readonly string[] {
  const service = metadata.labels?.[MANAGED_BY] === OWN_NAME ? metadata.labels[SERVICE_NAME] : undefined;
  return service === undefined ? [] : [`${metadata.namespace}/${service}`];
}

/** The service's labels but those with a meaning on slices. Models setEndpointSliceLabels. */
function labelsOf({ metadata, spec }: Service): Readonly<Record<string, string>> {
  const { [SERVICE_NAME]: _, [MANAGED_BY]: __, [HEADLESS]: ___, ...own } = metadata.labels ?? {};
  const headless = spec.clusterIP === 'None' || (spec.clusterIP ?? '') === '';
  return {
    ...own,
    ...(headless ? { [HEADLESS]: '' } : {}),
    [SERVICE_NAME]: metadata.name,
    [MANAGED_BY]: OWN_NAME,
  };
}
