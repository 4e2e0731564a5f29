import { jsonEqual } from '../json-equal.ts';
import { cloneJson, isRecord, type JsonRecord, PatchError } from './patch-error.ts';

/** Applies an RFC 7396 merge patch: null deletes, objects merge, anything else replaces. */
export function applyMergePatch(target: unknown, patch: unknown): unknown {
  return merge(target, cloneJson(patch));
}

function merge(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch;
  const result: JsonRecord = isRecord(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merge(Object.hasOwn(result, key) ? result[key] : undefined, value);
  }
  return result;
}

/** The merge patch that turns one object into another. */
export function createMergePatch(original: JsonRecord, modified: JsonRecord): JsonRecord {
  const patch: JsonRecord = {};
  for (const [key, value] of Object.entries(modified)) {
    const before = Object.hasOwn(original, key) ? original[key] : undefined;
    if (isRecord(value) && isRecord(before)) {
      const inner = createMergePatch(before, value);
      if (Object.keys(inner).length > 0) patch[key] = inner;
    } else if (before === undefined || !jsonEqual(before, value)) patch[key] = value;
  }
  for (const key of Object.keys(original)) if (modified[key] === undefined) patch[key] = null;
  return patch;
}

/** What `kubectl apply` sends for kinds without a schema. Models apimachinery jsonmergepatch CreateThreeWayJSONMergePatch. */
export function createThreeWayJsonMergePatch(
  original: JsonRecord,
  modified: JsonRecord,
  current: JsonRecord,
): JsonRecord {
  const changes = filterNulls(createMergePatch(current, modified), false);
  const deletions = filterNulls(createMergePatch(original, modified), true);
  const patch = combine(deletions, changes);
  return patch;
}

function filterNulls(patch: JsonRecord, keepNull: boolean): JsonRecord {
  const result: JsonRecord = {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      if (keepNull) result[key] = null;
    } else if (isRecord(value) && Object.keys(value).length > 0) {
      const inner = filterNulls(value, keepNull);
      if (Object.keys(inner).length > 0) result[key] = inner;
    } else if (!keepNull) result[key] = value;
  }
  return result;
}

/** Merges two merge patches into one that does both. */
function combine(a: JsonRecord, b: JsonRecord): JsonRecord {
  const result: JsonRecord = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const before = result[key];
    if (isRecord(before) && isRecord(value)) result[key] = combine(before, value);
    else if (key in result && !jsonEqual(before, value)) throw new PatchError('patch:\nconflicting changes');
    else result[key] = value;
  }
  return result;
}
