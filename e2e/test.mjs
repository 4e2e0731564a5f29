// Runs everything and ends with one line: `N passed, N failed`. Each runner's count goes into the sum.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const results = mkdtempSync(join(tmpdir(), 'drydock-test-'));
let passed = 0;
let failed = 0;

/** A command that counts as one check. */
function check(title, command, ...args) {
  console.log(`\n== ${title}`);
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status === 0) passed++;
  else failed++;
  return status === 0;
}

/** A vitest run, counted test by test; a file that does not load counts as one failure. */
function tests(title, config) {
  console.log(`\n== ${title}`);
  const file = join(results, `${config}.json`);
  const { status } = spawnSync(
    'npx',
    ['vitest', 'run', '--config', config, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  let counted = 0;
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    const broken = report.testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0);
    passed += report.numPassedTests;
    counted = report.numFailedTests + broken.length;
  } catch {
    console.error(`${title}: no report was written`);
  }
  failed += status !== 0 && counted === 0 ? 1 : counted;
}

check('types', 'npx', 'tsc', '-b');
check('lint and format', 'npx', 'biome', 'check', '.');
tests('unit, property, transcript, pack, replay and simulation tests', 'vitest.config.ts');
if (check('page and command build', 'npm', 'run', 'build', '--silent'))
  tests('end to end, in Chromium', 'vitest.e2e.config.ts');
rmSync(results, { recursive: true });

console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
