import { goValue } from '../go-value.ts';
import { jsonEqual } from '../json-equal.ts';
import type { TypeReference } from '../schema.ts';
import { holdsMaps, identity, requireMergeKey, sortByOrder, withoutRepeats } from './element-order.ts';
import { isRecord, type JsonRecord } from './patch-error.ts';
import { mergePatches } from './strategic-merge-patch.ts';
import { patchMeta } from './strategic-schema.ts';

interface DiffOptions {
  readonly ignoreDeletions?: boolean;
  readonly ignoreChanges?: boolean;
  readonly setElementOrder?: boolean;
  readonly retainKeys?: boolean;
}

/** The strategic patch that turns one object into another. Models strategicpatch CreateTwoWayMergePatch. */
export function createTwoWayPatch(original: JsonRecord, modified: JsonRecord, type?: TypeReference): JsonRecord {
  return diffMaps(original, modified, type, { setElementOrder: true });
}

/**
 * What `kubectl apply` sends: what changed against the live object, and what was removed against the last applied one.
 * Models strategicpatch CreateThreeWayMergePatch.
 */
export function createThreeWayPatch(
  original: JsonRecord,
  modified: JsonRecord,
  current: JsonRecord,
  type?: TypeReference,
): JsonRecord {
  const changes = diffMaps(current, modified, type, { ignoreDeletions: true, setElementOrder: true });
  const deletions = diffMaps(original, modified, type, { ignoreChanges: true, setElementOrder: true });
  return mergePatches(deletions, changes, type);
}

function diffMaps(
  original: JsonRecord,
  modified: JsonRecord,
  type: TypeReference | undefined,
  options: DiffOptions,
): JsonRecord {
  const patch: JsonRecord = {};
  for (const [key, after] of Object.entries(modified)) {
    const before = Object.hasOwn(original, key) ? original[key] : undefined;
    if (after === undefined) continue;
    if (Array.isArray(before) && Array.isArray(after)) diffList(key, before, after, patch, type, options);
    else if (isRecord(before) && isRecord(after)) diffMap(key, before, after, patch, type, options);
    else if (!options.ignoreChanges && (before === undefined || !jsonEqual(before, after))) patch[key] = after;
  }
  const missing = Object.keys(original).filter((key) => modified[key] === undefined && original[key] !== undefined);
  if (!options.ignoreDeletions) for (const key of missing) patch[key] = null;
  if (options.retainKeys) {
    const kept = Object.keys(modified).filter((key) => modified[key] !== null && modified[key] !== undefined);
    const isChanged = Object.keys(patch).length > 0 || Object.keys(original).some((key) => !(key in modified));
    if (kept.length > 0 && isChanged) patch.$retainKeys = kept.sort(byText);
  }
  return patch;
}

function diffMap(
  key: string,
  before: JsonRecord,
  after: JsonRecord,
  patch: JsonRecord,
  type: TypeReference | undefined,
  options: DiffOptions,
): void {
  const meta = patchMeta(type, key);
  if (meta.strategy === 'replace') {
    if (!options.ignoreChanges) patch[key] = after;
    return;
  }
  const inner = diffMaps(before, after, meta.inner, { ...options, retainKeys: meta.retainKeys });
  if (Object.keys(inner).length > 0) patch[key] = inner;
}

function diffList(
  key: string,
  before: readonly unknown[],
  after: readonly unknown[],
  patch: JsonRecord,
  type: TypeReference | undefined,
  options: DiffOptions,
): void {
  const meta = patchMeta(type, key);
  if (meta.strategy !== 'merge') {
    if (!options.ignoreChanges && !jsonEqual(before, after)) patch[key] = after;
    return;
  }
  if (before.length === 0) {
    if (after.length > 0 && !options.ignoreChanges) patch[key] = after;
    return;
  }
  const inner = { ...options, retainKeys: meta.retainKeys };
  if (holdsMaps(before, after)) diffMapsList(key, before, after, patch, meta.inner, meta.mergeKey, inner);
  else diffScalars(key, before, after, patch, options);
}

function diffMapsList(
  key: string,
  before: readonly unknown[],
  after: readonly unknown[],
  patch: JsonRecord,
  type: TypeReference | undefined,
  mergeKey: string,
  options: DiffOptions,
): void {
  for (const item of [...before, ...after]) requireMergeKey(item, mergeKey);
  const changed: unknown[] = [];
  const removed: unknown[] = [];
  // Items of one key are compared in pairs, the first with the first: several may have it.
  const [olds, news] = [byKey(before, mergeKey), byKey(after, mergeKey)];
  while (olds.length > 0 || news.length > 0) {
    const [old, item] = [olds[0], news[0]];
    const order = old === undefined ? 1 : item === undefined ? -1 : byText(old.key, item.key);
    if (order > 0) {
      news.shift();
      if (!options.ignoreChanges) changed.push(item!.value);
      continue;
    }
    olds.shift();
    if (order < 0) {
      removed.push({ $patch: 'delete', [mergeKey]: old!.value[mergeKey] });
      continue;
    }
    news.shift();
    const inner = diffMaps(old!.value, item!.value, type, options);
    if (Object.keys(inner).length > 0) changed.push({ ...inner, [mergeKey]: item!.value[mergeKey] });
  }
  const list = [...sortByOrder(changed, after, mergeKey), ...(options.ignoreDeletions ? [] : removed)];
  if (list.length > 0) patch[key] = list;
  const sameOrder =
    before.length === after.length &&
    before.every((item, at) => identity(item, mergeKey) === identity(after[at], mergeKey));
  const forChanges = !options.ignoreChanges && (list.length > 0 || !sameOrder);
  if (options.setElementOrder && (forChanges || (!options.ignoreDeletions && list.length > 0)) && after.length > 0) {
    patch[`$setElementOrder/${key}`] = after.map((item) => ({ [mergeKey]: identity(item, mergeKey) }));
  }
}

function diffScalars(
  key: string,
  before: readonly unknown[],
  after: readonly unknown[],
  patch: JsonRecord,
  options: DiffOptions,
): void {
  const added = options.ignoreChanges ? [] : after.filter((item) => !before.includes(item));
  const removed = options.ignoreDeletions ? [] : withoutRepeats(before.filter((item) => !after.includes(item)));
  if (added.length > 0) patch[key] = sortByOrder(added, after, '');
  if (removed.length > 0) {
    patch[`$deleteFromPrimitiveList/${key}`] = removed.sort((a, b) => byText(goValue(a), goValue(b)));
  }
  const changes = !options.ignoreChanges && !jsonEqual(before, after);
  if (options.setElementOrder && after.length > 0 && (changes || removed.length > 0)) {
    patch[`$setElementOrder/${key}`] = after;
  }
}

function byKey(items: readonly unknown[], mergeKey: string): { readonly key: string; readonly value: JsonRecord }[] {
  return (items as readonly JsonRecord[])
    .map((value) => ({ key: goValue(value[mergeKey]), value }))
    .sort((a, b) => byText(a.key, b.key));
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
