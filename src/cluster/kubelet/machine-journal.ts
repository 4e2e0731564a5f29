import type { Millis, World } from '../../sim/world.ts';

/** A line as Kubernetes' components log it, without time and process id. */
export interface KlogLine {
  readonly level: 'I' | 'W' | 'E';
  /** `kubelet.go:2346` */
  readonly source: string;
  readonly text: string;
}

export interface JournalEntry {
  readonly at: Millis;
  readonly unit: string;
  /** The program that wrote it. */
  readonly by: string;
  readonly pid: number;
  readonly text: string;
}

export interface Journal {
  add(node: string, unit: string, by: string, pid: number, text: string): void;
  klog(node: string, unit: string, pid: number, line: KlogLine): void;
  of(node: string): readonly JournalEntry[];
}

/** More entries of one machine are not kept. */
const ENTRY_LIMIT = 2000;

/** What services log, by machine. */
export function createJournal(world: World): Journal {
  const state = world.state('machines/journal', () => new Map<string, JournalEntry[]>());

  function add(node: string, unit: string, by: string, pid: number, text: string): void {
    const entries = state.get(node) ?? [];
    state.set(node, entries);
    entries.push(Object.freeze({ at: world.clock.now(), unit, by, pid, text }));
    if (entries.length > ENTRY_LIMIT) entries.splice(0, entries.length - ENTRY_LIMIT);
  }

  return {
    add,
    klog(node, unit, pid, line) {
      add(node, unit, unit, pid, klogText(world.clock.now(), pid, line));
    },
    of: (node) => state.get(node) ?? [],
  };
}

/** `E1124 10:44:23.000000     812 file.go:187] "Could not ..."`. Models klog's header; virtual time has no microseconds. */
export function klogText(at: Millis, pid: number, { level, source, text }: KlogLine): string {
  const iso = new Date(at).toISOString();
  const day = iso.slice(5, 10).replace('-', '');
  return `${level}${day} ${iso.slice(11, 23)}000 ${String(pid).padStart(7)} ${source}] ${text}`;
}
