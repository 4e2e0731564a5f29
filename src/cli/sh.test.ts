import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { runSh } from './sh.ts';
import { runTestPack } from './test-pack.ts';
import { UsageError } from './usage-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'drydock-cli-'));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

function listen(stream: NodeJS.WriteStream): string[] {
  const parts: string[] = [];
  vi.spyOn(stream, 'write').mockImplementation(((text: string, done?: () => void) => {
    parts.push(text);
    done?.();
    return true;
  }) as never);
  return parts;
}

describe('drydock sh', () => {
  it('keeps output, errors and the exit status apart', async () => {
    const [out, err] = [listen(process.stdout), listen(process.stderr)];
    const script = file('s.sh', 'kubectl get nodes -o name\nkubectl get ds nosuch\necho "status $?"\nexit 7\n');
    expect(await runSh([script, '--nodes', '1', '--bare'])).toBe(7);
    expect(out.join('')).toBe('node/controlplane\nnode/node01\nstatus 1\n');
    expect(err.join('')).toBe('Error from server (NotFound): daemonsets.apps "nosuch" not found\n');
  });

  it.each<[string, readonly string[], RegExp]>([
    ['an unknown flag', ['--colour'], /colour/],
    ['a count that is no number', [file('e', ''), '--nodes', 'many'], /--nodes takes/],
    ['a missing script', [join(folder, 'absent')], /ENOENT/],
    ['two scripts', ['a', 'b'], /usage/],
    ['a missing cluster file', [file('e', ''), '--cluster', join(folder, 'absent')], /--cluster: ENOENT/],
    ['a cluster file without nodes', [file('e', ''), '--cluster', file('c1', 'nodes: []')], /nodes/],
    ['a cluster file that is no YAML', [file('e', ''), '--cluster', file('c2', 'nodes: [')], /c2/],
    [
      'a cluster file with a bad quantity',
      [file('e', ''), '--cluster', file('c3', 'nodes: [{name: a, memory: lots}]')],
      /lots/,
    ],
    ['both kinds of nodes', [file('e', ''), '--cluster', 'x', '--nodes', '1'], /exclude/],
  ])('refuses %s in one line', async (_name, args, message) => {
    const error = await runSh(args).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).not.toContain('\n');
  });
});

describe('drydock test', () => {
  it('names the file and line of a mistake in a pack', async () => {
    file('pack.yaml', 'drydock: 1\nname: p\ntitle: 5\nsummary: s\ntasks: [one]\n');
    await expect(runTestPack([folder])).rejects.toThrow(/pack\.yaml:3: /);
  });
});
