import { isJsonObject, type JsonObject } from '../json.ts';

const same = '***';
const before = '*** (before)';
const after = '*** (after)';

/** Both states of a Secret with their values hidden, so that a changed value still differs. Models kubectl/pkg/cmd/diff Masker. */
export function maskedSecrets(
  from: JsonObject | undefined,
  to: JsonObject,
): { readonly from: JsonObject | undefined; readonly to: JsonObject } {
  const old = dataOf(from);
  const fresh = dataOf(to);
  const changed = (key: string): boolean =>
    Object.hasOwn(old, key) && Object.hasOwn(fresh, key) && old[key] !== fresh[key];
  return {
    from: from === undefined ? undefined : withData(from, (key) => (changed(key) ? before : same)),
    to: withData(to, (key) => (changed(key) ? after : same)),
  };
}

function dataOf(object: JsonObject | undefined): JsonObject {
  return isJsonObject(object?.data) ? object.data : {};
}

function withData(object: JsonObject, mask: (key: string) => string): JsonObject {
  if (!isJsonObject(object.data)) return object;
  return { ...object, data: Object.fromEntries(Object.keys(object.data).map((key) => [key, mask(key)])) };
}
