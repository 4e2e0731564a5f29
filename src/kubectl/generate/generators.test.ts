import { describe, expect, it } from 'vitest';
import { createApiServer } from '../../cluster/apiserver/api-server.ts';
import { createWorld } from '../../sim/world.ts';
import { kubectlForTest } from '../commands/kubectl-for-test.ts';
import { generatedByKubectl } from './generated-by-kubectl.ts';

/** kubectl before a real API server; nothing else runs, so that objects stay as they were written. */
function shell(files: Record<string, string> = {}) {
  const world = createWorld({ seed: 1, startAt: Date.UTC(2026, 0, 1) });
  const api = createApiServer(world);
  api.bootstrap();
  const admin = { name: 'kubernetes-admin', groups: ['system:masters'] };
  return { kubectl: kubectlForTest(api.transport(admin), world.clock, files) };
}

describe('generators', () => {
  const { kubectl } = shell({ 'a.txt': 'hello', 'e.env': 'A=1\n#c\n\nB=two words\n' });
  it.each(generatedByKubectl)('%s', async (line, output) => {
    expect(await kubectl(line)).toBe(output);
  });
});
