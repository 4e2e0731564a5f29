import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { defaultNodes, type NodeShape, nodeShape } from '../cluster/cluster-shapes.ts';
import { type ClusterOptions, createCluster } from '../cluster/create-cluster.ts';
import { nodeListSchema } from '../lab/pack.ts';
import { UsageError } from './usage-error.ts';

/** The flags that every command with a cluster of its own takes. */
export const CLUSTER_FLAGS = {
  nodes: { type: 'string' },
  cluster: { type: 'string' },
  seed: { type: 'string' },
  bare: { type: 'boolean' },
} as const;

export interface ClusterFlags {
  readonly nodes?: string | undefined;
  readonly cluster?: string | undefined;
  readonly seed?: string | undefined;
  readonly bare?: boolean | undefined;
}

/** When simulated clusters begin, so that a run is the same on every day. */
const START_AT = Date.UTC(2026, 0, 5, 9, 0, 0);

/** `node:util` parseArgs with its errors as usage errors. */
export function parseFlags<T extends Parameters<typeof parseArgs>[0]>(
  config: T,
): ReturnType<typeof parseArgs<NonNullable<T>>> {
  try {
    return parseArgs(config as NonNullable<T>);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

export function wholeNumber(text: string, flag: string, low: number, high: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new UsageError(`--${flag} takes a whole number from ${low} to ${high}, not "${text}"`);
  }
  return value;
}

export function clusterOptions(flags: ClusterFlags, startAt: number = START_AT): ClusterOptions {
  if (flags.nodes !== undefined && flags.cluster !== undefined)
    throw new UsageError('--nodes and --cluster exclude each other');
  const workers = flags.nodes === undefined ? 3 : wholeNumber(flags.nodes, 'nodes', 0, 10_000);
  return {
    seed: flags.seed === undefined ? 1 : wholeNumber(flags.seed, 'seed', 0, 2 ** 32 - 1),
    startAt,
    nodes: flags.cluster === undefined ? defaultNodes(workers) : readShapes(flags.cluster),
    bare: flags.bare ?? false,
  };
}

export const clusterFromFlags = (flags: ClusterFlags) => createCluster(clusterOptions(flags));

/** Reads `nodes: [{ name, labels, taints, cpu, memory, controlPlane }]`. */
function readShapes(file: string): readonly NodeShape[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`--cluster: ${(error as Error).message}`);
  }
  const parsed = nodeListSchema.safeParse(readYamlFile(file, text));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new UsageError(`${file}: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  return parsed.data.nodes.map((node, index) => {
    try {
      return nodeShape(node, index);
    } catch (error) {
      throw new UsageError(`${file}: ${(error as Error).message}`);
    }
  });
}

function readYamlFile(file: string, text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message.split('\n')[0]}`);
  }
}
