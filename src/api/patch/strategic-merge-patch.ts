import { goTypeName } from '../go-sprintf.ts';
import { goValue } from '../go-value.ts';
import { jsonEqual } from '../json-equal.ts';
import type { TypeReference } from '../schema.ts';
import { holdsMaps, identity, orderMerged, requireMergeKey, withoutRepeats } from './element-order.ts';
import { cloneJson, isRecord, type JsonRecord, PatchError } from './patch-error.ts';
import { patchMeta } from './strategic-schema.ts';

const SET_ORDER = '$setElementOrder/';
const DELETE_FROM = '$deleteFromPrimitiveList/';

interface MergeOptions {
  /** Carries parallel lists out; else they stay in the result, which is a patch itself. */
  readonly apply: boolean;
}

/** Applies a strategic merge patch. Throws a PatchError. Models apimachinery strategicpatch StrategicMergeMapPatch. */
export function applyStrategicMergePatch(
  original: unknown,
  patch: unknown,
  type: TypeReference | undefined,
): JsonRecord {
  if (!isRecord(patch)) throw new PatchError('invalid JSON document');
  return mergeMap(isRecord(original) ? cloneJson(original) : {}, cloneJson(patch), type, { apply: true });
}

/** Merges one strategic patch into another, as the three-way patch needs it. */
export function mergePatches(first: JsonRecord, second: JsonRecord, type: TypeReference | undefined): JsonRecord {
  return mergeMap(cloneJson(first), cloneJson(second), type, { apply: false });
}

/** Changes both arguments, which are copies of our own. */
function mergeMap(
  original: JsonRecord,
  patch: JsonRecord,
  type: TypeReference | undefined,
  options: MergeOptions,
): JsonRecord {
  if (Object.hasOwn(patch, '$patch')) return directive(patch);
  retainKeys(original, patch, options);
  applyElementOrders(original, patch, type, options);
  for (const [name, value] of Object.entries(patch)) mergeField(original, name, value, type, options);
  return original;
}

function directive(patch: JsonRecord): JsonRecord {
  const { $patch, ...rest } = patch;
  if ($patch === 'replace') return rest;
  if ($patch === 'delete') return {};
  throw new PatchError(`unknown patch type: ${goValue($patch)} in map: ${goValue(patch)}`);
}

function mergeField(
  original: JsonRecord,
  name: string,
  value: unknown,
  type: TypeReference | undefined,
  options: MergeOptions,
): void {
  const isDeletion = name.startsWith(DELETE_FROM);
  if (isDeletion && !options.apply) {
    original[name] = value;
    return;
  }
  const key = isDeletion ? name.slice(DELETE_FROM.length) : name;
  if (value === null) {
    delete original[key];
    if (options.apply) return;
  }
  const before = Object.hasOwn(original, key) ? original[key] : undefined;
  if (Array.isArray(before) && Array.isArray(value)) {
    const meta = patchMeta(type, key);
    const merges = meta.strategy === 'merge' || isDeletion;
    original[key] = merges ? mergeList(before, value, meta.inner, meta.mergeKey, isDeletion, options) : value;
  } else if (isRecord(before) && isRecord(value)) {
    const meta = patchMeta(type, key);
    original[key] = meta.strategy === 'replace' ? value : mergeMap(before, value, meta.inner, options);
  } else if (!isDeletion) {
    const plain = withoutDirectives(options.apply ? withoutNulls(value) : value);
    if (plain === undefined) delete original[key];
    else original[key] = plain;
  }
}

function retainKeys(original: JsonRecord, patch: JsonRecord, options: MergeOptions): void {
  if (!Object.hasOwn(patch, '$retainKeys')) return;
  const keys = patch.$retainKeys;
  delete patch.$retainKeys;
  if (!options.apply) {
    const before = original.$retainKeys;
    if (before !== undefined && !jsonEqual(before, keys)) {
      throw new PatchError(
        `${goValue(before)} and ${goValue(keys)} are not deep equal: this may happen when calculating the 3-way diff patch`,
      );
    }
    original.$retainKeys = keys;
    return;
  }
  if (!Array.isArray(keys)) throw new PatchError('invalid patch format of retainKeys');
  for (const [name, value] of Object.entries(patch)) {
    const counts = value !== null && !name.startsWith(DELETE_FROM) && !name.startsWith(SET_ORDER);
    if (counts && !keys.includes(name)) throw new PatchError('invalid patch format of retainKeys');
  }
  for (const name of Object.keys(original)) if (!keys.includes(name)) delete original[name];
}

/** Models mergePatchIntoOriginal: lists whose order the patch gives are merged first. */
function applyElementOrders(
  original: JsonRecord,
  patch: JsonRecord,
  type: TypeReference | undefined,
  options: MergeOptions,
): void {
  for (const [name, order] of Object.entries(patch)) {
    if (!name.startsWith(SET_ORDER)) continue;
    if (!options.apply) {
      if (original[name] !== undefined && !jsonEqual(original[name], order)) {
        throw new PatchError('invalid patch format of setElementOrder list');
      }
      original[name] = order;
    }
    delete patch[name];
    const key = name.slice(SET_ORDER.length);
    const { inner, mergeKey, strategy } = patchMeta(type, key);
    const before = original[key];
    const change = patch[key];
    for (const list of [order, before, change]) {
      if (list !== undefined && !Array.isArray(list)) {
        throw new PatchError(`expected a []interface {}, but received a ${goTypeName(list)}`);
      }
    }
    const wanted = order as readonly unknown[];
    const had = before as unknown[] | undefined;
    const changed = change as unknown[] | undefined;
    checkOrder(changed ?? [], wanted, mergeKey);
    if (had === undefined && changed === undefined) continue;
    let merged = had ?? [];
    const serverOrder = strategy === 'merge' ? reusedOrder(merged, changed ?? [], mergeKey) : merged;
    if (changed !== undefined && had === undefined) merged = withoutDirectives(changed) as unknown[];
    else if (changed !== undefined) {
      merged = strategy === 'merge' ? mergeList(merged, changed, inner, mergeKey, false, options) : changed;
    }
    original[key] = orderMerged(merged, wanted, serverOrder, mergeKey);
    delete patch[key];
  }
}

/**
 * The order that the server's list had. Go takes items out of the very list that it compares with later, and puts new ones in
 * the places that this leaves: those then have a place in the server's order too.
 */
function reusedOrder(before: readonly unknown[], change: readonly unknown[], mergeKey: string): readonly unknown[] {
  const deleted = change.filter((item) => isRecord(item) && item.$patch === 'delete');
  if (deleted.length === 0 || mergeKey === '') return [...before];
  const gone = new Set(deleted.map((item) => identity(item, mergeKey)));
  const kept = before.filter((item) => !gone.has(identity(item, mergeKey)));
  const known = new Set(kept.map((item) => identity(item, mergeKey)));
  const added = change.filter((item) => !deleted.includes(item) && !known.has(identity(item, mergeKey)));
  return [...kept, ...added.slice(0, before.length - kept.length)];
}

function checkOrder(patch: readonly unknown[], order: readonly unknown[], mergeKey: string): void {
  const kept = patch.filter((item) => !(isRecord(item) && item.$patch === 'delete'));
  let at = 0;
  for (const item of order) {
    if (at < kept.length && identity(kept[at], mergeKey) === identity(item, mergeKey)) at++;
  }
  if (at < kept.length) {
    const shown = `The order in patch list:\n${goValue(patch)}\n doesn't match $setElementOrder list:\n${goValue(order)}\n`;
    throw new PatchError(shown);
  }
}

function mergeList(
  original: readonly unknown[],
  patch: readonly unknown[],
  type: TypeReference | undefined,
  mergeKey: string,
  isDeletion: boolean,
  options: MergeOptions,
): unknown[] {
  if (original.length === 0 && patch.length === 0) return [...original];
  if (!holdsMaps(original, patch)) {
    if (options.apply && isDeletion) return original.filter((item) => !patch.includes(item));
    return orderMerged(withoutRepeats([...original, ...patch]), patch, original, '');
  }
  if (mergeKey === '') throw new PatchError(`cannot merge lists without merge key for ${type ?? 'list'}`);
  let kept = [...original];
  let changes: unknown[] = [];
  let replaces = false;
  for (const item of patch as readonly JsonRecord[]) {
    if (!Object.hasOwn(item, '$patch')) changes.push(item);
    else if (item.$patch === 'delete') {
      const id = requireMergeKey(item, mergeKey);
      kept = kept.filter((one) => identity(one, mergeKey) !== id);
    } else if (item.$patch === 'replace') replaces = true;
    else if (item.$patch === 'merge') throw new PatchError('merging lists cannot yet be specified in the patch');
    else throw new PatchError(`unknown patch type: ${goValue(item.$patch)} in map: ${goValue(item)}`);
  }
  if (replaces) [kept, changes] = [changes, []];
  const merged = [...kept];
  for (const change of changes as readonly JsonRecord[]) {
    const id = requireMergeKey(change, mergeKey);
    const at = merged.findIndex((one) => identity(one, mergeKey) === id);
    if (at < 0) merged.push(change);
    else merged[at] = mergeMap(merged[at] as JsonRecord, change, type, options);
  }
  for (const item of merged) requireMergeKey(item, mergeKey);
  return orderMerged(merged, replaces ? [] : patch, kept, mergeKey);
}

/** New data must not hold directives: what has one is dropped. */
function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDirectives).filter((item) => item !== undefined);
  if (!isRecord(value)) return value;
  if (Object.hasOwn(value, '$patch')) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const plain = withoutDirectives(item);
    if (plain === undefined) delete value[key];
    else value[key] = plain;
  }
  return value;
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) value.forEach(withoutNulls);
  else if (isRecord(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (item === null) delete value[key];
      else withoutNulls(item);
    }
  }
  return value;
}
