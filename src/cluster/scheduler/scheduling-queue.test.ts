import { describe, expect, it } from 'vitest';
import { makePod } from './make-for-test.ts';
import {
  backoffMs,
  emptyQueue,
  enterQueue,
  leaveQueue,
  park,
  popActive,
  popBackoff,
  pushActive,
  pushBackoff,
  type QueuedPod,
  type QueueState,
  waitingFor,
} from './scheduling-queue.ts';

const enter = (queue: QueueState, name: string, priority = 0) => enterQueue(queue, makePod(name, { priority }), 0);
const drain = (pop: () => QueuedPod | undefined): string[] => {
  const names: string[] = [];
  for (let one = pop(); one !== undefined; one = pop()) names.push(one.pod.metadata.name);
  return names;
};

describe('the lines of the queue', () => {
  it('hand out the highest priority first, then the longest in line', () => {
    const queue = emptyQueue();
    for (const [name, priority] of [
      ['a', 1],
      ['b', 5],
      ['c', 1],
      ['d', 9],
      ['e', 5],
    ] as const)
      pushActive(queue, enter(queue, name, priority));
    expect(drain(() => popActive(queue))).toEqual(['d', 'b', 'e', 'a', 'c']);
  });

  it('of those in back-off, first whose second ends first', () => {
    const queue = emptyQueue();
    for (const [name, until, priority] of [
      ['a', 2500, 1],
      ['b', 1100, 1],
      ['c', 1900, 5],
      ['d', 900, 0],
    ] as const) {
      const queued = enter(queue, name, priority);
      queued.backoffUntil = until;
      pushBackoff(queue, queued);
    }
    expect(drain(() => popBackoff(queue))).toEqual(['d', 'c', 'b', 'a']);
  });

  it('forget who has left', () => {
    const queue = emptyQueue();
    for (const name of ['a', 'b', 'c']) pushActive(queue, enter(queue, name));
    leaveQueue(queue, 'default/b');
    expect(drain(() => popActive(queue))).toEqual(['a', 'c']);
  });

  it('find who waits for a node', () => {
    const queue = emptyQueue();
    for (const [name, only] of [
      ['a', ['n1']],
      ['b', undefined],
      ['c', ['n1', 'n2']],
      ['d', ['n3']],
    ] as const) {
      const queued = enter(queue, name);
      queued.only = only;
      queued.rejectors = ['NodeResourcesFit'];
      park(queue, queued);
    }
    const names = (node: string | undefined) => waitingFor(queue, node).map(({ pod }) => pod.metadata.name);
    expect(names('n1')).toEqual(['a', 'c', 'b']);
    expect(names('n9')).toEqual(['b']);
    expect(names(undefined)).toEqual(['a', 'c', 'b', 'd']);
    expect(queue.rejected.get('NodeResourcesFit')).toBe(4);
    for (const name of ['a', 'b', 'c', 'd']) leaveQueue(queue, `default/${name}`);
    expect([queue.waiting.size, queue.rejected.size, queue.pods.size]).toEqual([0, 0, 0]);
  });
});

it('backs off 1 s, doubling to 10 s', () => {
  expect([0, 1, 2, 3, 4, 5, 100].map((attempts) => backoffMs(attempts, 1000, 10_000))).toEqual([
    0, 1000, 2000, 4000, 8000, 10_000, 10_000,
  ]);
});
