/** Decoded JSON as kubectl handles objects of kinds it does not know. */
export type JsonObject = { readonly [key: string]: unknown };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value below own properties and list positions; undefined as soon as something is missing. */
export function readPath(value: unknown, ...path: readonly (string | number)[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string | number, unknown>)[key];
  }
  return at;
}

/** A text below own properties; '' when it is missing or no text. */
export function readText(value: unknown, ...path: readonly (string | number)[]): string {
  const found = readPath(value, ...path);
  return typeof found === 'string' ? found : '';
}

/** A list below own properties; empty when it is missing or no list. */
export function readList(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = readPath(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** A copy with one path set; objects on the way are made. */
export function withPath(value: JsonObject, path: readonly string[], leaf: unknown): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const below = Object.hasOwn(value, key) ? value[key] : undefined;
  const next = rest.length === 0 ? leaf : withPath(isJsonObject(below) ? below : {}, rest, leaf);
  return { ...value, [key]: next };
}

/** A copy without one path. */
export function withoutPath(value: JsonObject, path: readonly string[]): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined || !Object.hasOwn(value, key)) return value;
  if (rest.length > 0) {
    const below = value[key];
    return isJsonObject(below) ? { ...value, [key]: withoutPath(below, rest) } : value;
  }
  const { [key]: _, ...others } = value;
  return others;
}
