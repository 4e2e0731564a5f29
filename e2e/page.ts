/// <reference lib="dom" />
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { expect } from 'vitest';
import { CHROMIUM_FLAGS, chromiumPath } from './chromium.ts';

const ROOT = join(import.meta.dirname, '..');
const SHOTS = join(ROOT, 'test-results');

export interface Served {
  readonly address: string;
  stop(): void;
}

/** Starts `drydock lab` on a free port, as `npm start` does after its build. */
export async function serveLab(): Promise<Served> {
  const server = spawn(process.execPath, [join(ROOT, 'dist/cli/drydock.js'), 'lab', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(server.stdout, 'data')) as [Buffer];
  const address = /http:\/\/[^ ]*/.exec(line.toString())?.[0];
  if (address === undefined) throw new Error(`drydock lab said: ${line.toString()}`);
  return { address, stop: () => void server.kill('SIGTERM') };
}

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_FLAGS] });

/** Opens the page at a pack and task and waits for the first prompt; errors on the page fail the test. */
export async function openTask(
  browser: Browser,
  address: string,
  task: string,
  size = { width: 1440, height: 900 },
): Promise<Page> {
  const context = await browser.newContext({ viewport: size, acceptDownloads: true });
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(`${address}?seed=1#${task}`);
  await terminalShows(page, /controlplane \$ $/);
  return page;
}

export async function terminalShows(page: Page, pattern: RegExp, timeoutMs = 30_000): Promise<string> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const text = await page.evaluate(
      () => (globalThis as unknown as { drydock?: { terminalText(): string } }).drydock?.terminalText() ?? '',
    );
    if (pattern.test(`${text.trimEnd()} `)) return text;
    if (Date.now() > end) throw new Error(`the terminal does not show ${pattern}:\n${text.slice(-2000)}`);
    await page.waitForTimeout(50);
  }
}

/** Types a line as a person does and waits for the prompt after it. */
export async function type(page: Page, line: string): Promise<void> {
  await page.locator('.xterm-helper-textarea').focus();
  const before = prompts(await terminalShows(page, /./));
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
  const end = Date.now() + 60_000;
  while (prompts(await terminalShows(page, /./)) <= before) {
    if (Date.now() > end) throw new Error(`no prompt after: ${line}\n${(await terminalShows(page, /./)).slice(-2000)}`);
    await page.waitForTimeout(50);
  }
}

const prompts = (text: string): number => text.split('\n').filter((line) => line.startsWith('controlplane $')).length;

/** Pastes text into the terminal through the page's own clipboard event. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.locator('.xterm-helper-textarea').focus();
  await page.locator('.xterm-helper-textarea').evaluate((area, data) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', data);
    area.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** Puts the keyboard where the terminal reads it. */
export const focusTerminal = (page: Page): Promise<void> => page.locator('.xterm-helper-textarea').focus();

/** Lets the cluster run ten times as fast and waits until every check of the task has passed. */
export async function allChecksPass(page: Page): Promise<void> {
  await page.getByTestId('speed-10').click();
  const checks = page.locator('[data-testid^="check-"]');
  await expect.poll(() => checks.count(), { timeout: 30_000 }).toBeGreaterThan(0);
  await expect
    .poll(
      () =>
        checks.evaluateAll((all) =>
          all.map((one) => [one.getAttribute('data-testid'), one.getAttribute('data-passed')]),
        ),
      { timeout: 60_000 },
    )
    .toEqual(
      (await checks.evaluateAll((all) => all.map((one) => one.getAttribute('data-testid')))).map((id) => [id, 'true']),
    );
  await page.getByTestId('speed-1').click();
}

/** Kept for a person to look at; not compared. */
export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name}.png`) });
}
