import { isJsonObject, type JsonObject } from './json-object.ts';

/** The JSON merge patch (RFC 7386) that turns `from` into `to`. Models evanphx/json-patch CreateMergePatch. */
export function mergePatchBetween(from: JsonObject, to: JsonObject): JsonObject {
  const patch: [string, unknown][] = [];
  for (const [key, value] of Object.entries(to)) {
    if (value === undefined) continue;
    const before = Object.hasOwn(from, key) ? from[key] : undefined;
    if (isJsonObject(before) && isJsonObject(value)) {
      const inner = mergePatchBetween(before, value);
      if (Object.keys(inner).length > 0) patch.push([key, inner]);
    } else if (!sameJson(before, value)) patch.push([key, value]);
  }
  for (const key of Object.keys(from)) {
    if (!Object.hasOwn(to, key) || to[key] === undefined) patch.push([key, null]);
  }
  return Object.fromEntries(patch);
}

/** Equality of JSON values, whatever the order of their keys. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameJson(item, b[index]));
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const keys = Object.keys(a).filter((key) => a[key] !== undefined);
  const others = Object.keys(b).filter((key) => b[key] !== undefined);
  return keys.length === others.length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]));
}
