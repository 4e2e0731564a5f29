import { integerValue, milliValue } from '../../api/quantity.ts';
import { podRequests } from '../../api/resource-list.ts';
import type { Pod, PodSpec } from '../../api/types/pod.ts';

/** Amounts by resource name: cpu in thousandths of a core, everything else in whole units. */
export type Amounts = Readonly<Record<string, number>>;

export function amountsOf(list: Readonly<Record<string, string>> | undefined): Amounts {
  const out: Record<string, number> = {};
  for (const [name, quantity] of Object.entries(list ?? {})) {
    out[name] = name === 'cpu' ? milliValue(quantity) : integerValue(quantity);
  }
  return out;
}

export interface PodAmounts {
  readonly requests: Amounts;
  /** With the defaults that scoring assumes for containers that request nothing. */
  readonly scoredCpu: number;
  readonly scoredMemory: number;
  /** `protocol/ip/port` of every port of the host the pod takes. */
  readonly hostPorts: readonly string[];
}

const known = new WeakMap<PodSpec['containers'], PodAmounts>();
const defaultCpu = 100;
const defaultMemory = 200 * 1024 * 1024;

/** What a pod takes from its node. Pods of one template share the answer as long as they share their containers. */
export function podAmounts(pod: Pod): PodAmounts {
  const key = pod.spec.containers;
  let amounts = known.get(key);
  if (amounts === undefined) {
    amounts = compute(pod);
    known.set(key, amounts);
  }
  return amounts;
}

function compute(pod: Pod): PodAmounts {
  const requests = amountsOf(podRequests(pod));
  let scoredCpu = 0;
  let scoredMemory = 0;
  const hostPorts: string[] = [];
  for (const { resources, ports } of pod.spec.containers) {
    const { cpu, memory } = resources?.requests ?? {};
    scoredCpu += cpu === undefined ? defaultCpu : milliValue(cpu);
    scoredMemory += memory === undefined ? defaultMemory : integerValue(memory);
    for (const { hostPort, hostIP, protocol } of ports ?? []) {
      if (hostPort) hostPorts.push(`${protocol ?? 'TCP'}/${hostIP || '0.0.0.0'}/${hostPort}`);
    }
  }
  return { requests, scoredCpu, scoredMemory, hostPorts };
}
