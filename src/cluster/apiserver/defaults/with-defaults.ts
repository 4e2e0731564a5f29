/** The object with the given fields where it has none; the same object when it lacks nothing. */
export function withDefaults<T extends object>(object: T, defaults: Partial<T>): T {
  let result: T = object;
  for (const key in defaults) {
    if (object[key] !== undefined && object[key] !== null) continue;
    if (result === object) result = { ...object };
    result[key] = defaults[key] as T[typeof key];
  }
  return result;
}

/** Applies `change` to the items of a list; the same list when no item changes. */
export function mapItems<T>(list: readonly T[], change: (item: T) => T): readonly T[] {
  let result: T[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const item = list[i]!;
    const changed = change(item);
    if (changed !== item && result === undefined) result = list.slice(0, i);
    result?.push(changed);
  }
  return result ?? list;
}

/** Replaces one field by what `change` makes of it, if the field is there; the same object when it does not change. */
export function mapField<T extends object, K extends keyof T>(
  object: T,
  key: K,
  change: (value: NonNullable<T[K]>) => NonNullable<T[K]>,
): T {
  const value = object[key];
  if (value === undefined || value === null) return object;
  const changed = change(value as NonNullable<T[K]>);
  return changed === value ? object : { ...object, [key]: changed };
}
