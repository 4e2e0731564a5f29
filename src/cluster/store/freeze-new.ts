/** Freezes a value and everything in it that is not frozen yet. Frozen parts are taken to be frozen throughout. */
export function freezeNew<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object') freezeNew(item);
    return value;
  }
  for (const key in value) {
    const item = value[key];
    if (typeof item === 'object') freezeNew(item);
  }
  return value;
}
