import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = import.meta.dirname;

/** The engine's rooms; who builds a session may know all of them. */
const ENGINE = [
  'sim',
  'api',
  'cluster',
  'cluster/store',
  'cluster/apiserver',
  'cluster/client',
  'cluster/controllers',
  'cluster/scheduler',
  'cluster/kubelet',
];

/** Which rooms a room may import besides itself. The longest room that a path starts with counts. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  sim: [],
  api: ['sim'],
  'cluster/store': ['sim', 'api'],
  'cluster/apiserver': ['sim', 'api', 'cluster/store', 'cluster/client'],
  'cluster/client': ['sim', 'api', 'cluster/apiserver'],
  'cluster/controllers': ['sim', 'api', 'cluster/client'],
  'cluster/scheduler': ['sim', 'api', 'cluster/client'],
  'cluster/kubelet': ['sim', 'api', 'cluster/client'],
  cluster: [
    'sim',
    'api',
    'cluster/store',
    'cluster/apiserver',
    'cluster/client',
    'cluster/controllers',
    'cluster/scheduler',
    'cluster/kubelet',
  ],
  kubectl: ['sim', 'api'],
  shell: ['sim'],
  hosts: ['sim', 'api', 'shell', 'cluster', 'cluster/client', 'cluster/kubelet'],
  lab: ['sim', 'api', 'cluster/client'],
  session: [...ENGINE, 'kubectl', 'shell', 'hosts', 'lab'],
  cli: [...ENGINE, 'kubectl', 'shell', 'hosts', 'lab', 'session'],
  ui: ['api', 'lab', 'session'],
};

/** Rooms that must give the same bytes everywhere, and what they use instead of the host. */
const BANS: readonly (readonly [RegExp, string])[] = [
  [/\bDate\.now\b/, 'the virtual clock (clock.now())'],
  [/\bnew Date\(\s*\)/, 'formatTime(clock.now())'],
  [/\bMath\.random\b/, 'world.random(label)'],
  [/\bsetTimeout\b|\bsetInterval\b|\bsetImmediate\b/, 'a clock task'],
  [/\bIntl\b/, 'plain arithmetic'],
  [/\.localeCompare\b|\.toLocale/, 'comparison with < and >'],
  [/\bperformance\.now\b/, 'the virtual clock'],
];
const BANNED_ROOMS = ['sim', 'api', 'cluster', 'kubectl', 'shell', 'hosts', 'lab', 'session'];

interface Source {
  readonly path: string;
  readonly room: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function roomOf(path: string): string {
  const rooms = Object.keys(ROOMS).filter((room) => path.startsWith(`${room}/`));
  return rooms.sort((a, b) => b.length - a.length)[0] ?? '';
}

const sources: readonly Source[] = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => {
    const file = join(entry.parentPath, entry.name);
    const path = relative(SRC, file);
    const text = readFileSync(file, 'utf8');
    const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) =>
      relative(SRC, resolve(dirname(file), match[1]!.replace(/\?.*$/, ''))),
    );
    return { path, room: roomOf(path), text, imports };
  });
/** Tests, and the kits that only tests use. */
const product = sources.filter(({ path }) => !/(\.test|-for-test)\.tsx?$/.test(path));

describe('architecture', () => {
  it('has every file in a room', () => {
    expect(product.filter(({ room }) => room === '').map(({ path }) => path)).toEqual([]);
  });

  it('imports only the rooms a room may import', () => {
    const wrong = product.flatMap(({ path, room, imports }) =>
      imports
        .map((target) => [target, roomOf(target)] as const)
        .filter(([, to]) => to !== '' && to !== room && !(ROOMS[room] ?? []).includes(to))
        .map(([target]) => `${path} -> ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('has no cycle of imports that run', () => {
    const graph = new Map(
      product.map(({ path, text }) => [
        path,
        [...text.matchAll(/^(?:import|export)(?! type)[^;]*?from\s*'(\.[^']+)'/gm)].map((match) =>
          relative(SRC, resolve(dirname(join(SRC, path)), match[1]!)),
        ),
      ]),
    );
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
      if (done.has(path) || trail.includes(path)) return;
      for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
      done.add(path);
    };
    for (const path of graph.keys()) visit(path, []);
    expect(cycles).toEqual([]);
  });

  it('keeps the host out of the rooms that must replay', () => {
    const wrong = product
      .filter(({ room }) => BANNED_ROOMS.some((banned) => room === banned || room.startsWith(`${banned}/`)))
      .flatMap(({ path, text }) => {
        const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:])\/\/.*$/gm, '$1');
        return BANS.filter(([pattern]) => pattern.test(code)).map(
          ([pattern, instead]) => `${path}: ${pattern.source}; use ${instead}`,
        );
      });
    expect(wrong).toEqual([]);
  });

  it('has no barrels and no rooms for odds and ends', () => {
    expect(
      sources
        .map(({ path }) => path)
        .filter((path) => /(^|\/)(index\.tsx?$|(utils?|common|helpers?|misc)(\/|\.tsx?$))/.test(path)),
    ).toEqual([]);
  });

  it('keeps files small', () => {
    const sizes = product
      .map(({ path, text }) => ({ path, lines: text.split('\n').length }))
      .sort((a, b) => a.lines - b.lines);
    const at = (share: number) => sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * share))]!.lines;
    expect(sizes.filter(({ lines }) => lines > 400)).toEqual([]);
    expect(at(0.95)).toBeLessThanOrEqual(250);
  });
});
