import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { clusterOptions } from '../../src/cli/options.ts';
import { serveCluster } from '../../src/cli/served-cluster.ts';
import { kubeconfigText } from '../../src/cli/served-kubeconfig.ts';
import { tidy } from './replay-transcript.ts';
import { parseTranscript } from './transcript.ts';

const here = import.meta.dirname;
const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
/** What a command shows at once must not depend on how fast this machine starts it; one that waits need not wait long. */
const AT_ONCE = { speed: 0.4, forMs: 2_000 };
const WAITING_SPEED = 3;
const SETTLE_MS = 60_000;

/** kubectl's own clock waits for two minutes in this one. */
const TOO_LONG = '04-control-plane.t';

/** The transcripts with the real kubectl against `drydock serve`: what differs is the server's fault. */
describe.skipIf(!hasKubectl)('what the real kubectl gets from drydock serve', () => {
  for (const file of readdirSync(here).filter((name) => name.endsWith('.t') && name !== TOO_LONG)) {
    it.concurrent(file, { timeout: 240_000 }, async ({ expect }) => {
      const served = await serveCluster(clusterOptions({ bare: true }), 0, AT_ONCE.speed);
      const folder = mkdtempSync(join(tmpdir(), 'drydock-transcript-'));
      writeFileSync(join(folder, 'config'), kubeconfigText(served));
      const env = { PATH: process.env.PATH, HOME: folder, KUBECONFIG: join(folder, 'config') };
      const run = (command: string) =>
        new Promise<{ status: number; output: string }>((resolve) => {
          execFile('bash', ['-c', command], { cwd: folder, env, timeout: 60_000 }, (error, stdout, stderr) =>
            resolve({ status: error === null ? 0 : Number(error.code), output: tidy(stdout + stderr) }),
          ).stdin?.end();
        });
      try {
        for (const step of parseTranscript(readFileSync(join(here, file), 'utf8'))) {
          if (step.command === 'settle') {
            served.advance(SETTLE_MS);
            continue;
          }
          served.setSpeed(AT_ONCE.speed);
          const waiting = setTimeout(() => served.setSpeed(WAITING_SPEED), AT_ONCE.forMs);
          const { status, output } = await run(step.command);
          clearTimeout(waiting);
          const where = `${file}:${step.line}: ${step.command}`;
          expect.soft({ where, output, status }).toEqual({ where, output: step.output, status: step.status });
        }
      } finally {
        served.close();
        rmSync(folder, { recursive: true });
      }
    });
  }
});
