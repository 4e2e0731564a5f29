import type { JsonObject } from '../../json.ts';
import type { Kubeconfig, NamedEntry } from '../../kubeconfig.ts';

export type EntryList = 'clusters' | 'users' | 'contexts';

export const hasEntry = (config: Kubeconfig, list: EntryList, name: string): boolean =>
  config[list].some((entry) => entry.name === name);

/** The config with one entry made or replaced. */
export function withEntry(
  config: Kubeconfig,
  list: EntryList,
  name: string,
  change: (value: JsonObject) => JsonObject,
): Kubeconfig {
  const old = config[list].find((entry) => entry.name === name);
  const entry: NamedEntry = { name, value: change(old?.value ?? {}) };
  const entries = old === undefined ? [...config[list], entry] : config[list].map((one) => (one === old ? entry : one));
  return { ...config, [list]: entries };
}

export function withoutEntry(config: Kubeconfig, list: EntryList, name: string): Kubeconfig {
  return { ...config, [list]: config[list].filter((entry) => entry.name !== name) };
}
