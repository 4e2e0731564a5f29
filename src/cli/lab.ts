import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { parseFlags, wholeNumber } from './options.ts';
import { UsageError } from './usage-error.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves the built page on loopback and prints its address. Ends on Ctrl-C. */
export async function runLab(args: readonly string[]): Promise<number> {
  const { values } = parseFlags({ args: [...args], options: { port: { type: 'string' } } });
  const page = join(import.meta.dirname, '..', 'page');
  if (!existsSync(join(page, 'index.html'))) throw new UsageError('the page is not built yet: run `npm start`');
  const wanted = values.port === undefined ? undefined : wholeNumber(values.port as string, 'port', 0, 65535);
  const server = createServer((request, response) => {
    const path = safePath(request.url ?? '/');
    const file = path === undefined ? undefined : join(page, path);
    const info = file === undefined ? undefined : statSync(file, { throwIfNoEntry: false });
    if (file === undefined || info === undefined || !info.isFile() || !['GET', 'HEAD'].includes(request.method ?? '')) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
      return;
    }
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-length': info.size,
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': path?.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
    if (request.method === 'HEAD') response.end();
    else createReadStream(file).pipe(response);
  });
  const port = await listen(server, wanted);
  process.stdout.write(`Drydock is ready: http://127.0.0.1:${port}/  (Ctrl-C ends it)\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  server.closeAllConnections();
  return 0;
}

/** The usual port, or any free one when it is taken and none was asked for. */
async function listen(server: ReturnType<typeof createServer>, wanted: number | undefined): Promise<number> {
  const attempt = (port: number) =>
    new Promise<number>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.removeListener('error', reject);
        resolve((server.address() as AddressInfo).port);
      });
    });
  if (wanted !== undefined) return attempt(wanted);
  return attempt(8080).catch(() => attempt(0));
}

function safePath(url: string): string | undefined {
  try {
    const path = normalize(decodeURIComponent(new URL(url, 'http://page').pathname));
    if (path.includes('\0') || path.includes('..')) return undefined;
    return path.endsWith('/') ? `${path}index.html` : path;
  } catch {
    return undefined;
  }
}
