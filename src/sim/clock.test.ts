import { describe, expect, it } from 'vitest';
import { createWorld } from './world.ts';

describe('the virtual clock', () => {
  it('runs tasks by time, then in the order they were asked for', () => {
    const { clock } = createWorld({ seed: 1, startAt: 0 });
    const ran: string[] = [];
    const note = clock.task<string>('note', (text) => ran.push(`${clock.now()} ${text}`));
    note.after(20, 'late');
    note.after(10, 'first');
    note.after(10, 'second');
    const gone = note.after(5, 'cancelled');
    clock.cancel(gone);
    clock.advanceTo(15);
    expect(ran).toEqual(['10 first', '10 second']);
    expect(clock.now()).toBe(15);
    clock.advanceTo(20);
    expect(ran).toEqual(['10 first', '10 second', '20 late']);
  });

  it('settles when only background tasks wait, and gives up at the limit', () => {
    const { clock } = createWorld({ seed: 1, startAt: 0 });
    const beat = clock.task<null>('beat', () => void beat.after(10, null), { background: true });
    const work = clock.task<number>('work', (left) => void (left > 0 && work.after(100, left - 1)));
    beat.after(0, null);
    work.after(0, 3);
    expect(clock.settle(1000)).toBe(true);
    expect(clock.now()).toBe(300);
    work.after(0, 1e9);
    expect(clock.settle(1000)).toBe(false);
    expect(clock.now()).toBe(1300);
  });

  it('fails loudly when two parts fight within one instant', () => {
    const { clock } = createWorld({ seed: 1, startAt: 0 });
    const fight = clock.task<null>('fight', () => void fight.after(0, null));
    fight.after(0, null);
    expect(() => clock.advanceTo(1)).toThrow(/fight/);
  });
});

describe('a world', () => {
  /** A part that keeps a growing journal of random draws. */
  function build(from: Parameters<typeof createWorld>[0]) {
    const world = createWorld(from);
    const state = world.state('journal', () => ({ lines: [] as string[], seen: new Map<string, { count: number }>() }));
    const random = world.random('journal');
    const draw = world.clock.task<string>('draw', (label) => {
      const value = random.int(1000);
      const seen = state.seen.get(label) ?? { count: 0 };
      seen.count++;
      state.seen.set(label, seen);
      state.lines.push(`${world.clock.now()} ${label} ${value} ${seen.count}`);
      draw.after(1 + random.int(5), label);
    });
    return { world, state, start: () => ['a', 'b'].map((label) => draw.after(0, label)) };
  }

  it('has the same future in a fork, and neither disturbs the other', () => {
    const one = build({ seed: 7, startAt: 0 });
    one.start();
    one.world.clock.advanceTo(50);
    const fork = build(one.world.snapshot());
    fork.world.clock.advanceTo(100);
    expect(one.state.lines.length).toBeLessThan(fork.state.lines.length);
    one.world.clock.advanceTo(100);
    expect(fork.state.lines).toEqual(one.state.lines);
  });

  it('depends on the seed', () => {
    const [a, b] = [1, 2].map((seed) => {
      const one = build({ seed, startAt: 0 });
      one.start();
      one.world.clock.advanceTo(50);
      return one.state.lines.join();
    });
    expect(a).not.toBe(b);
  });

  it('refuses state that cannot be copied', () => {
    const world = createWorld({ seed: 1, startAt: 0 });
    world.state('bad', () => ({ run: () => 1 }));
    expect(() => world.snapshot()).toThrow(/functions/);
  });
});
