import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Finds Playwright's own Chromium, else the system's; as root on Debian it installs the package `chromium`. */
export function chromiumPath(): string {
  const own = chromium.executablePath();
  if (own !== '' && existsSync(own)) return own;
  const found = SYSTEM.find((path) => existsSync(path));
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const quiet = { stdio: 'ignore' } as const;
    spawnSync('apt-get', ['update'], quiet);
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], quiet);
    const installed = SYSTEM.find((path) => existsSync(path));
    if (installed !== undefined) return installed;
  }
  throw new Error(
    'End-to-end tests need Chromium: run `npx playwright install chromium`, or install your system package `chromium`.',
  );
}

/** Flags without which Chromium asks for hosts that a closed network refuses. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
