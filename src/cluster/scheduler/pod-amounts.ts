import { integerValue, milliValue } from '../../api/quantity.ts';
import type { ResourceList } from '../../api/resource-list.ts';
import type { Container } from '../../api/types/container.ts';
import type { Pod } from '../../api/types/pod.ts';

/** Amounts by resource: cpu in millicores, everything else in whole units. */
export type Amounts = ReadonlyMap<string, number>;

export interface PodAmounts {
  readonly asked: Amounts;
  /** The same with 100m of cpu and 200Mi of memory for each container that names none; for scoring only. */
  readonly nonZero: Amounts;
}

const nonZeroDefaults: ReadonlyMap<string, number> = new Map([
  ['cpu', 100],
  ['memory', 200 * 1024 * 1024],
]);

/** The same few texts are read again and again; reading one exactly takes long. */
const read = { milli: new Map<string, number>(), whole: new Map<string, number>() };
const REMEMBERED_TEXTS = 2000;

export function amountOf(resource: string, quantity: string): number {
  const memory = resource === 'cpu' ? read.milli : read.whole;
  let amount = memory.get(quantity);
  if (amount === undefined) {
    amount = resource === 'cpu' ? milliValue(quantity) : integerValue(quantity);
    if (memory.size >= REMEMBERED_TEXTS) memory.clear();
    memory.set(quantity, amount);
  }
  return amount;
}

/** What a ResourceList says, as numbers. Frozen, so that snapshots share it. */
export function amountsOf(list: ResourceList | undefined): Amounts {
  const amounts = new Map<string, number>();
  for (const name in list) if (Object.hasOwn(list, name)) amounts.set(name, amountOf(name, list[name]!));
  return Object.freeze(amounts);
}

type Known = Pick<Pod['spec'], 'initContainers' | 'overhead'> & { readonly amounts: PodAmounts };

const known = new WeakMap<Pod['spec']['containers'], Known>();

/**
 * What a pod asks of its node, remembered for its (frozen) containers. Models component-helpers/resource PodRequests as
 * the scheduler calls it: of a container that is being resized the greater of asked and allocated counts.
 */
export function podAmounts(pod: Pod): PodAmounts {
  const { containers, initContainers, overhead } = pod.spec;
  if (isResizing(pod)) return compute(pod, allocatedByName(pod));
  const found = known.get(containers);
  if (found !== undefined && found.initContainers === initContainers && found.overhead === overhead) {
    return found.amounts;
  }
  const amounts = compute(pod, undefined);
  known.set(containers, { initContainers, overhead, amounts });
  return amounts;
}

function compute(pod: Pod, allocated: ReadonlyMap<string, Amounts> | undefined): PodAmounts {
  let complete = true;
  const asks = new Map<Container, Amounts>();
  for (const container of [...pod.spec.containers, ...(pod.spec.initContainers ?? [])]) {
    const asked = new Map(amountsOf(container.resources?.requests));
    raise(asked, allocated?.get(container.name));
    asks.set(container, asked);
    for (const name of nonZeroDefaults.keys()) complete &&= asked.has(name);
  }
  const asked = total(pod, (container) => asks.get(container)!);
  const nonZero = complete ? asked : total(pod, (container) => new Map([...nonZeroDefaults, ...asks.get(container)!]));
  return { asked, nonZero };
}

/** Containers add up, an init container needs room only while it runs, and one that restarts stays. */
function total({ spec }: Pod, of: (container: Container) => Amounts): Amounts {
  const sum = new Map<string, number>();
  for (const container of spec.containers) add(sum, of(container));
  if (spec.initContainers !== undefined && spec.initContainers.length > 0) {
    const sidecars = new Map<string, number>();
    const peak = new Map<string, number>();
    for (const container of spec.initContainers) {
      const needed = new Map(of(container));
      if (container.restartPolicy === 'Always') {
        add(sum, needed);
        add(sidecars, needed);
        raise(peak, sidecars);
      } else {
        add(needed, sidecars);
        raise(peak, needed);
      }
    }
    raise(sum, peak);
  }
  if (spec.overhead !== undefined) add(sum, amountsOf(spec.overhead));
  return sum;
}

function add(sum: Map<string, number>, more: Amounts): void {
  for (const [name, amount] of more) sum.set(name, (sum.get(name) ?? 0) + amount);
}

function raise(sum: Map<string, number>, other: Amounts | undefined): void {
  if (other === undefined) return;
  for (const [name, amount] of other) sum.set(name, Math.max(sum.get(name) ?? 0, amount));
}

/** A pod at rest has what it asks for, so that only one under way needs its status read. */
function isResizing({ status }: Pod): boolean {
  const conditions = status?.conditions;
  if (conditions === undefined) return false;
  return conditions.some(({ type }) => type === 'PodResizePending' || type === 'PodResizeInProgress');
}

function allocatedByName({ status }: Pod): ReadonlyMap<string, Amounts> {
  const found = new Map<string, Amounts>();
  for (const one of [...(status.containerStatuses ?? []), ...(status.initContainerStatuses ?? [])]) {
    const amounts = new Map(amountsOf(one.resources?.requests));
    raise(amounts, amountsOf(one.allocatedResources));
    found.set(one.name, amounts);
  }
  return found;
}
