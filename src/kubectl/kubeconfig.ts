import { isJsonObject, type JsonObject, readPath } from './json.ts';

/** A kubeconfig file, as clientcmd/api v1. Entries keep fields that Drydock does not know. */
export interface Kubeconfig {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly preferences?: JsonObject;
  readonly clusters: readonly NamedEntry[];
  readonly users: readonly NamedEntry[];
  readonly contexts: readonly NamedEntry[];
  readonly 'current-context': string;
}

export interface NamedEntry {
  readonly name: string;
  /** What the file holds under `cluster`, `user` or `context`. */
  readonly value: JsonObject;
}

export type EntryKind = 'cluster' | 'user' | 'context';

export const emptyKubeconfig: Kubeconfig = { clusters: [], users: [], contexts: [], 'current-context': '' };

/** Reads the data of a kubeconfig file; unknown shapes become empty lists. */
export function kubeconfigFromData(data: unknown): Kubeconfig {
  if (!isJsonObject(data)) return emptyKubeconfig;
  return {
    clusters: entries(data.clusters, 'cluster'),
    users: entries(data.users, 'user'),
    contexts: entries(data.contexts, 'context'),
    'current-context': typeof data['current-context'] === 'string' ? data['current-context'] : '',
    preferences: isJsonObject(data.preferences) ? data.preferences : {},
  };
}

function entries(list: unknown, field: EntryKind): readonly NamedEntry[] {
  if (!Array.isArray(list)) return [];
  return list.filter(isJsonObject).map((entry) => ({
    name: String(entry.name ?? ''),
    value: isJsonObject(entry[field]) ? entry[field] : {},
  }));
}

/** The data to write to a file, entries sorted by name as clientcmd writes them. */
export function kubeconfigToData(config: Kubeconfig): JsonObject {
  const list = (from: readonly NamedEntry[], field: EntryKind) =>
    [...from].sort((a, b) => (a.name < b.name ? -1 : 1)).map((entry) => ({ [field]: entry.value, name: entry.name }));
  return {
    apiVersion: 'v1',
    clusters: list(config.clusters, 'cluster'),
    contexts: list(config.contexts, 'context'),
    'current-context': config['current-context'],
    kind: 'Config',
    preferences: config.preferences ?? {},
    users: list(config.users, 'user'),
  };
}

/** The first file to name an entry wins. Models clientcmd ClientConfigLoadingRules. */
export function mergeKubeconfigs(configs: readonly Kubeconfig[]): Kubeconfig {
  const merge = (pick: (config: Kubeconfig) => readonly NamedEntry[]) => {
    const byName = new Map<string, NamedEntry>();
    for (const entry of configs.flatMap(pick)) if (!byName.has(entry.name)) byName.set(entry.name, entry);
    return [...byName.values()];
  };
  return {
    clusters: merge((config) => config.clusters),
    users: merge((config) => config.users),
    contexts: merge((config) => config.contexts),
    'current-context': configs.find((config) => config['current-context'] !== '')?.['current-context'] ?? '',
    preferences: configs.find((config) => Object.keys(config.preferences ?? {}).length > 0)?.preferences ?? {},
  };
}

export function findEntry(list: readonly NamedEntry[], name: string): JsonObject | undefined {
  return list.find((entry) => entry.name === name)?.value;
}

/** A text field of an entry; '' when absent. */
export function entryText(entry: JsonObject | undefined, field: string): string {
  const value = readPath(entry, field);
  return typeof value === 'string' ? value : '';
}
