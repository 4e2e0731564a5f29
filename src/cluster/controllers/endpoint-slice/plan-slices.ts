import { jsonEqual } from '../../../api/json-equal.ts';
import type { EndpointSlice, SliceEndpoint, SlicePort } from '../../../api/types/endpoint-slice.ts';
import { endpointKey, portsKey } from './slice-endpoint.ts';

/** Models maxEndpointsPerSlice. */
const PER_SLICE = 100;

export interface EndpointGroup {
  readonly ports: readonly SlicePort[];
  readonly endpoints: readonly SliceEndpoint[];
}

export interface SlicePlan {
  readonly create: readonly EndpointGroup[];
  readonly update: readonly (EndpointGroup & { readonly slice: EndpointSlice })[];
  readonly remove: readonly EndpointSlice[];
}

/**
 * Changes as few slices as will do: endpoints stay where they are, new ones go first into slices that change anyway.
 * Models endpointslice reconciler reconcileByAddressType and finalize.
 */
export function planSlices(existing: readonly EndpointSlice[], groups: readonly EndpointGroup[]): SlicePlan {
  const create: EndpointGroup[] = [];
  const update: SlicePlan['update'][number][] = [];
  const remove: EndpointSlice[] = [];
  const byPorts = new Map<string, EndpointSlice[]>();
  for (const slice of existing) {
    const key = portsKey(slice.ports);
    byPorts.set(key, [...(byPorts.get(key) ?? []), slice]);
  }
  for (const group of groups) {
    const key = portsKey(group.ports);
    planGroup(byPorts.get(key) ?? [], group, create, update, remove);
    byPorts.delete(key);
  }
  for (const slices of byPorts.values()) remove.push(...slices);
  if (remove.length === existing.length && create.length === 0) {
    // A service always has a slice, so that it can be seen to have no endpoints.
    const [only, ...more] = remove;
    const isPlaceholder = only !== undefined && (only.ports ?? []).length === 0 && (only.endpoints ?? []).length === 0;
    if (isPlaceholder && more.length === 0) return { create, update, remove: [] };
    create.push({ ports: [], endpoints: [] });
  }
  // Slices that would go become those that would be made.
  while (create.length > 0 && remove.length > 0) update.push({ slice: remove.shift()!, ...create.pop()! });
  return { create, update, remove };
}

/** Models reconcileByPortMapping. */
function planGroup(
  slices: readonly EndpointSlice[],
  { ports, endpoints }: EndpointGroup,
  create: EndpointGroup[],
  update: SlicePlan['update'][number][],
  remove: EndpointSlice[],
): void {
  const missing = new Map(endpoints.map((endpoint) => [endpointKey(endpoint), endpoint]));
  const changing: { readonly slice: EndpointSlice; readonly endpoints: SliceEndpoint[] }[] = [];
  const staying: EndpointSlice[] = [];
  for (const slice of slices) {
    const before = slice.endpoints ?? [];
    const kept: SliceEndpoint[] = [];
    for (const endpoint of before) {
      const wanted = missing.get(endpointKey(endpoint));
      if (wanted === undefined) continue;
      missing.delete(endpointKey(endpoint));
      kept.push(wanted);
    }
    if (kept.length === 0) remove.push(slice);
    else if (jsonEqual(kept, before)) staying.push(slice);
    else changing.push({ slice, endpoints: kept });
  }
  let left = [...missing.values()];
  for (const { endpoints: kept } of changing) {
    kept.push(...left.slice(0, Math.max(0, PER_SLICE - kept.length)));
    left = left.filter((endpoint) => !kept.includes(endpoint));
  }
  // What is left fills the fullest slice that has room for all of it, or new slices.
  while (left.length > 0) {
    const fitting = staying
      .filter((slice) => (slice.endpoints ?? []).length + left.length <= PER_SLICE)
      .sort((a, b) => (b.endpoints ?? []).length - (a.endpoints ?? []).length)[0];
    if (fitting !== undefined) {
      changing.push({ slice: fitting, endpoints: [...(fitting.endpoints ?? []), ...left] });
      break;
    }
    create.push({ ports, endpoints: left.slice(0, PER_SLICE) });
    left = left.slice(PER_SLICE);
  }
  update.push(...changing.map((one) => ({ ...one, ports })));
}
