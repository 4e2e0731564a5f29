import type { Node } from '../../../api/types/node.ts';

export type ZoneState = 'normal' | 'partial disruption' | 'full disruption';

/** Evictions a second: --node-eviction-rate, --secondary-node-eviction-rate, and from how many nodes a zone is large. */
const RATE = 0.1;
const SECONDARY_RATE = 0.01;
const LARGE_ZONE = 50;
const UNHEALTHY_SHARE = 0.55;

/** Models component-helpers node/topology GetZoneKey. */
export function zoneOf({ metadata }: Node): string {
  const labels = metadata.labels ?? {};
  const region = labels['topology.kubernetes.io/region'] ?? labels['failure-domain.beta.kubernetes.io/region'] ?? '';
  const zone = labels['topology.kubernetes.io/zone'] ?? labels['failure-domain.beta.kubernetes.io/zone'] ?? '';
  return region === '' && zone === '' ? '' : `${region}:\u0000:${zone}`;
}

/** How many nodes a zone has, and how many of them are Ready. */
export interface ZoneCount {
  nodes: number;
  ready: number;
}

/** Models node_lifecycle_controller.go ComputeZoneState. */
export function zoneState({ nodes, ready }: ZoneCount): ZoneState {
  const notReady = nodes - ready;
  if (ready === 0 && notReady > 0) return 'full disruption';
  if (notReady > 2 && notReady / nodes >= UNHEALTHY_SHARE) return 'partial disruption';
  return 'normal';
}

/** How many nodes of a zone are given over to eviction in a second. Models setLimiterInZone. */
export function evictionRate(state: ZoneState, nodeCount: number): number {
  if (state !== 'partial disruption') return RATE;
  return nodeCount > LARGE_ZONE ? SECONDARY_RATE : 0;
}
