import { Agent, get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ClientFigures, ToldEvents } from './bench-watches.ts';

/** What one watch has read: which versions of objects, and when. */
interface Seen {
  readonly versions: string[];
  readonly at: number[];
}

const PODS = '/api/v1/pods';
const MARK = '"resourceVersion":"';
/** What has not come then is lost. */
const PATIENCE_MS = 60_000;
const LOOK_MS = 20;

/**
 * Watches all pods many times over, says so by a line, and after reading on its input what happened writes what its
 * watches saw of it. The other half of `benchWatches`, in a process of its own.
 */
export async function watchAsClients(address: string, watches: number): Promise<number> {
  const agent = new Agent({ maxSockets: watches + 1 });
  const list = JSON.parse(await text(await ask(`${address}${PODS}?limit=1`, agent))) as {
    readonly metadata: { readonly resourceVersion: string };
  };
  const from = list.metadata.resourceVersion;
  const open = Array.from({ length: watches }, async () => {
    const answer = await ask(`${address}${PODS}?watch=1&resourceVersion=${from}`, agent);
    return reading(answer);
  });
  const seen = await Promise.all(open);
  process.stdout.write('watching\n');
  const told = JSON.parse(await text(process.stdin)) as ToldEvents;
  const until = performance.now() + PATIENCE_MS;
  while (seen.some(({ versions }) => versions.length < told.length) && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  process.stdout.write(`${JSON.stringify(figuresOf(told, seen))}\n`);
  agent.destroy();
  return 0;
}

const ask = (url: string, agent: Agent): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => void get(url, { agent }, resolve).on('error', reject));

/** Reads frames as they come. Only the version of the object is looked at: it comes first of all that are named so. */
function reading(answer: IncomingMessage): Seen {
  const seen: Seen = { versions: [], at: [] };
  let rest = '';
  answer.setEncoding('latin1');
  answer.on('data', (part: string) => {
    const at = performance.timeOrigin + performance.now();
    const whole = rest === '' ? part : rest + part;
    let start = 0;
    for (let end = whole.indexOf('\n'); end >= 0; end = whole.indexOf('\n', start)) {
      const version = whole.indexOf(MARK, start) + MARK.length;
      seen.versions.push(whole.slice(version, whole.indexOf('"', version)));
      seen.at.push(at);
      start = end + 1;
    }
    rest = whole.slice(start);
  });
  return seen;
}

function figuresOf(told: ToldEvents, watches: readonly Seen[]): ClientFigures {
  const took = new Float64Array(told.length * watches.length);
  let delivered = 0;
  let lost = 0;
  for (const { versions, at } of watches) {
    told.forEach(([version, toldAt], i) => {
      if (versions[i] !== version) lost++;
      else took[delivered++] = at[i]! - toldAt;
    });
    lost += Math.max(0, versions.length - told.length);
  }
  const sorted = took.subarray(0, delivered).sort();
  const share = (part: number) => Math.round((sorted[Math.floor((delivered - 1) * part)] ?? Number.NaN) * 10) / 10;
  return { delivered, lost, p50: share(0.5), p95: share(0.95), max: share(1) };
}
