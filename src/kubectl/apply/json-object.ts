/** A JSON object of any shape. */
export interface JsonObject {
  readonly [key: string]: unknown;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value below a path of keys and indices; undefined where the path ends early. */
export function valueAt(value: unknown, ...path: readonly (string | number)[]): unknown {
  let current = value;
  for (const step of path) {
    if (typeof step === 'number' ? !Array.isArray(current) : !isJsonObject(current)) return undefined;
    const holder = current as Readonly<Record<string | number, unknown>>;
    current = Object.hasOwn(holder, step) ? holder[step] : undefined;
  }
  return current;
}

/** A copy with the value at a path of keys replaced; objects are made on the way. `undefined` removes the field. */
export function withValueAt(object: JsonObject, path: readonly string[], value: unknown): JsonObject {
  const [first, ...rest] = path;
  if (first === undefined) return isJsonObject(value) ? value : object;
  const inner = object[first];
  const next = rest.length === 0 ? value : withValueAt(isJsonObject(inner) ? inner : {}, rest, value);
  const others = Object.entries(object).filter(([key]) => key !== first);
  const at = Object.keys(object).indexOf(first);
  if (next === undefined) return Object.fromEntries(others);
  others.splice(at < 0 ? others.length : at, 0, [first, next]);
  return Object.fromEntries(others);
}
