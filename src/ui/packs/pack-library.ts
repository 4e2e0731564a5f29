import { create } from 'zustand';
import type { Task } from '../../lab/pack.ts';
import type { PackFiles } from '../../session/protocol.ts';
import { builtInPacks } from './built-in-packs.ts';

/** Packs that can be opened: those built in, and those a person opened from a folder. */
export const usePacks = create<{ readonly packs: ReadonlyMap<string, PackFiles> }>(() => ({ packs: builtInPacks }));

export function addPack(id: string, files: PackFiles): void {
  usePacks.setState(({ packs }) => ({ packs: new Map(packs).set(id, files) }));
}

export interface PackSummary {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly tasks: readonly { readonly id: string; readonly title: string; readonly points: number }[];
  /** `file:line: what is wrong`, for a pack that cannot be opened. */
  readonly errors: readonly string[];
}

/** Reads every pack for the list; a broken one comes with its errors and does not touch the others. */
export async function summarisePacks(packs: ReadonlyMap<string, PackFiles>): Promise<readonly PackSummary[]> {
  const { loadPack } = await import('../../lab/load-pack.ts');
  return [...packs].map(([id, files]) => {
    const loaded = loadPack(files);
    if ('errors' in loaded) {
      const errors = loaded.errors.map(
        ({ file, line, message }) => `${id}/${file}${line === undefined ? '' : `:${line}`}: ${message}`,
      );
      return { id, title: id, summary: '', tasks: [], errors };
    }
    const { title, summary, tasks } = loaded.pack;
    return { id, title, summary, errors: [], tasks: tasks.map(summariseTask) };
  });
}

function summariseTask({ id, title, checks }: Task): PackSummary['tasks'][number] {
  return { id, title, points: checks.reduce((sum, { points }) => sum + points, 0) };
}
