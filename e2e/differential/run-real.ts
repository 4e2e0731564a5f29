import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterOptions } from '../../src/cli/options.ts';
import { serveCluster } from '../../src/cli/served-cluster.ts';
import { HOME, layOutHome, SERVER } from '../../src/session/home.ts';
import { createMemoryFileSystem } from '../../src/shell/memory-file-system.ts';
import type { Answer } from './answer.ts';
import { type GroupStep, SETTLE, settleFor } from './command-group.ts';

/** The real kubectl's clock is the machine's; the cluster's stays behind it, however often it settles. */
const BEHIND_MS = 86_400_000;
/** What Drydock's own terminal lets pass for each start of kubectl. */
const LATENCY_MS = 40;
/** Time stands still while a command runs, so that both clusters are equal; one that waits sees it go on. */
const WAITING = { afterMs: 3_000, lookMs: 100, speed: 8 };
const TIMEOUT_MS = 90_000;

/** Runs a group with bash and the real kubectl against `drydock serve`. */
export async function runReal(steps: readonly GroupStep[]): Promise<readonly Answer[]> {
  const beganAt = Math.floor((Date.now() - BEHIND_MS) / 60_000) * 60_000;
  const served = await serveCluster(clusterOptions({ bare: true }, beganAt), 0, 0);
  const root = mkdtempSync(join(tmpdir(), 'drydock-differential-'));
  const home = join(root, 'root');
  layOutRealHome(home, served.address);
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: home, LANG: 'C.UTF-8', USER: 'root' };
  const local = (text: string) =>
    text
      .replaceAll(served.address, SERVER)
      .replaceAll(served.address.replace(/^http:\/\//, ''), SERVER.replace(/^https:\/\//, ''))
      .replaceAll(home, HOME);
  const run = (command: string) =>
    new Promise<Answer>((resolve) => {
      const child = execFile(
        'bash',
        ['-c', command],
        { cwd: home, env, timeout: TIMEOUT_MS, maxBuffer: 1 << 28 },
        (error, stdout, stderr) =>
          resolve({ status: error === null ? 0 : Number(error.code), stdout: local(stdout), stderr: local(stderr) }),
      );
      child.stdin?.end();
    });
  const answers: Answer[] = [];
  try {
    for (const { command } of steps) {
      if (command === SETTLE) {
        served.advance(settleFor(served.now() - beganAt));
        answers.push({ status: 0, stdout: '', stderr: '' });
        continue;
      }
      if (/\bkubectl\b/.test(command)) served.advance(LATENCY_MS);
      const began = performance.now();
      const waiting = setInterval(() => {
        if (Math.min(served.idleFor(), performance.now() - began) > WAITING.afterMs) served.setSpeed(WAITING.speed);
      }, WAITING.lookMs);
      answers.push(await run(command));
      clearInterval(waiting);
      served.setSpeed(0);
    }
    return answers;
  } finally {
    served.close();
    rmSync(root, { recursive: true });
  }
}

/** The same home directory as the simulated terminal's, with the address of the served cluster. */
function layOutRealHome(home: string, address: string): void {
  const files = createMemoryFileSystem(() => 0);
  layOutHome(files);
  mkdirSync(join(home, '.kube'), { recursive: true });
  writeFileSync(join(home, '.kube/config'), (files.read(`${HOME}/.kube/config`) ?? '').replaceAll(SERVER, address));
}
