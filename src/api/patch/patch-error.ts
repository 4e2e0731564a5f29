/** A patch that cannot be applied, in the words of Kubernetes. */
export class PatchError extends Error {
  override readonly name = 'PatchError';
}

export type JsonRecord = Record<string, unknown>;

const MAX_DEPTH = 500;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy that may be changed. Refuses what is nested too deeply and keys that would reach a prototype. */
export function cloneJson<T>(value: T, depth = 0): T {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) throw new PatchError('exceeded max depth of a patch');
  if (Array.isArray(value)) return value.map((item) => cloneJson(item, depth + 1)) as T;
  const copy: JsonRecord = {};
  for (const [key, item] of Object.entries(value)) {
    if (key === '__proto__') throw new PatchError('not simulated in Drydock: the key "__proto__"');
    if (item !== undefined) copy[key] = cloneJson(item, depth + 1);
  }
  return copy as T;
}
