import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hostTurn } from '../cli/host-turn.ts';
import { readPackFolder } from '../cli/pack-folder.ts';
import { proveTask } from './prove-pack.ts';

const LABS = join(import.meta.dirname, '..', '..', 'labs');

describe('every pack proves itself', () => {
  for (const name of readdirSync(LABS)) {
    const pack = readPackFolder(join(LABS, name));
    for (const task of pack.tasks) {
      it(`${name}: ${task.id}`, async () => {
        const proofs = await proveTask(task, { hostTurn });
        expect(proofs.filter(({ problem }) => problem !== undefined)).toEqual([]);
        expect(proofs.length).toBe(2 + task.wrong.length);
        expect(task.wrong.length).toBeGreaterThan(0);
      });
    }
  }
});
