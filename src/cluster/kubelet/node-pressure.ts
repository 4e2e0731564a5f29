import { formatQuantity, integerValue, milliValue, parseQuantity } from '../../api/quantity.ts';
import { pods } from '../../api/resources.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { Millis } from '../../sim/clock.ts';
import { isCriticalPod } from './critical-pods.ts';
import type { NodeRecord, PressureKind } from './kubelet-state.ts';
import { memoryUse } from './memory-use.ts';
import { nodeStorageBytes } from './node-object.ts';
import type { NodeReporter } from './node-reporter.ts';
import type { PodRecord } from './pod-record.ts';
import type { KubeletHands } from './pod-work.ts';
import { newWork } from './pod-worker.ts';
import { stopPod } from './stop-pod.ts';

/** The kubelet looks every ten seconds, and takes a condition back five minutes after it last held. */
const lookEverySeconds = 10;
const transitionMs: Millis = 300_000;
/** A pod that is evicted for a hard threshold gets a second. */
const graceSeconds = 1;

interface Signal {
  readonly resource: string;
  /** The kubelet acts when less than this is left. */
  readonly threshold: number;
  readonly met: string;
  readonly relieved: string;
}

const signals: Readonly<Record<PressureKind, Signal>> = {
  memory: {
    resource: 'memory',
    threshold: 100 * 1024 * 1024,
    met: 'NodeHasInsufficientMemory',
    relieved: 'NodeHasSufficientMemory',
  },
  disk: {
    resource: 'ephemeral-storage',
    threshold: Math.floor(nodeStorageBytes / 10),
    met: 'NodeHasDiskPressure',
    relieved: 'NodeHasNoDiskPressure',
  },
  // By default a kubelet evicts nothing for want of process ids: it only says so.
  pid: { resource: 'pids', threshold: 1000, met: 'NodeHasInsufficientPID', relieved: 'NodeHasSufficientPID' },
};

export function setPressure(node: NodeRecord, kind: PressureKind, available: string | undefined): void {
  const known = node.pressure.get(kind);
  const left = available === undefined ? undefined : integerValue(available);
  if (known !== undefined) known.available = left;
  else if (left !== undefined) node.pressure.set(kind, { available: left, lastMet: undefined });
}

/** One second of all nodes' eviction managers. Models kubelet eviction managerImpl synchronize. */
export function lookForPressure(hands: KubeletHands, reporter: NodeReporter): void {
  const { state, context } = hands;
  for (const name of [...state.pressured]) {
    const node = state.nodes.get(name);
    if (node === undefined || node.pressure.size === 0) state.pressured.delete(name);
    if (node === undefined || !node.running || (state.ticks - node.slot) % lookEverySeconds !== 0) continue;
    const now = context.world.clock.now();
    for (const [kind, pressure] of node.pressure) {
      const signal = signals[kind];
      if (pressure.available !== undefined && pressure.available < signal.threshold) {
        const first = pressure.lastMet === undefined;
        pressure.lastMet = now;
        reporter.nodeEvent(node, 'Warning', 'EvictionThresholdMet', `Attempting to reclaim ${signal.resource}`);
        if (first) change(reporter, node, signal.met);
        if (kind !== 'pid') evictOne(hands, node, kind);
      } else if (pressure.lastMet === undefined) node.pressure.delete(kind);
      else if (now - pressure.lastMet >= transitionMs) {
        node.pressure.delete(kind);
        change(reporter, node, signal.relieved);
      }
    }
  }
}

function change(reporter: NodeReporter, node: NodeRecord, reason: string): void {
  reporter.reportNode(node);
  reporter.nodeEvent(node, 'Normal', reason, `Node ${node.shape.name} status is now: ${reason}`);
}

interface Candidate {
  readonly pod: Pod;
  readonly record: PodRecord;
  readonly uses: number;
  readonly asks: number;
}

function evictOne(hands: KubeletHands, node: NodeRecord, kind: 'memory' | 'disk'): void {
  const victim = hands.context.client
    .list(pods, { node: node.shape.name })
    .flatMap((pod): Candidate[] => {
      const record = hands.state.pods.get(pod.metadata.uid);
      if (record?.asks === undefined || record.stopping !== undefined || isCriticalPod(pod, record)) return [];
      const uses = kind === 'memory' ? podMemory(pod, record) : 0;
      return [{ pod, record, uses, asks: kind === 'memory' ? record.asks.memoryBytes : 0 }];
    })
    .sort(byRank)[0];
  if (victim === undefined) return;
  const pressure = node.pressure.get(kind)!;
  const work = newWork(hands, node, victim.pod, victim.record);
  const message = evictionMessage(kind, pressure.available!, victim);
  work.event('Warning', 'Evicted', message);
  stopPod(work, { since: work.now, reason: 'Evicted', message, disruption: message }, graceSeconds);
  hands.wake(victim.record);
  pressure.available = pressure.available! + victim.uses;
}

/** Models eviction rankMemoryPressure: who uses more than asked for, then by priority, then by how much more. */
function byRank(a: Candidate, b: Candidate): number {
  const over = Number(b.uses > b.asks) - Number(a.uses > a.asks);
  const priority = (a.pod.spec.priority ?? 0) - (b.pod.spec.priority ?? 0);
  return over || priority || b.uses - b.asks - (a.uses - a.asks);
}

function podMemory(pod: Pod, record: PodRecord): number {
  const running = new Set(record.containers.filter(({ phase }) => phase === 'running').map(({ name }) => name));
  return pod.spec.containers
    .filter(({ name }) => running.has(name))
    .reduce((sum, container) => sum + finite(memoryUse(container)), 0);
}

const finite = (bytes: number): number => (Number.isFinite(bytes) ? bytes : 0);

/** Models eviction evictionMessage. */
function evictionMessage(kind: 'memory' | 'disk', available: number, { pod }: Candidate): string {
  const { resource, threshold } = signals[kind];
  const parts = [`The node was low on resource: ${resource}. `];
  parts.push(`Threshold quantity: ${binary(threshold)}, available: ${binary(available)}. `);
  for (const container of kind === 'memory' ? pod.spec.containers : []) {
    const asked = container.resources?.requests?.memory ?? '0';
    const uses = finite(memoryUse(container));
    if (uses * 1000 > milliValue(asked)) {
      parts.push(
        `Container ${container.name} was using ${binary(uses)}, request is ${asked}, has larger consumption of memory. `,
      );
    }
  }
  return parts.join('');
}

const binary = (bytes: number): string =>
  bytes % 1024 === 0 ? formatQuantity(parseQuantity(`${bytes / 1024}Ki`)!) : String(bytes);
