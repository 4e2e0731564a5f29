/** Freezes a value and all below it, in place. Stops at what is frozen already, so freezing again costs nothing. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  // Most of what is below is text: it is passed over without a call.
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object') deepFreeze(item);
  } else {
    for (const key in value) {
      const item = value[key];
      if (typeof item === 'object') deepFreeze(item);
    }
  }
  return value;
}
