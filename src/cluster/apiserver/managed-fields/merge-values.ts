import {
  fieldsOf,
  isEmptyValue,
  itemElement,
  itemsOf,
  type ListShape,
  type MapShape,
  type Place,
  placeOf,
  shapeOf,
} from './field-shape.ts';

/**
 * What is there once `sent` is applied to `live`: nothing is removed, and what both have is as sent. Models
 * structured-merge-diff TypedValue.Merge.
 */
export function mergeValues(place: Place, live: unknown, sent: unknown): unknown {
  const shape = shapeOf(place, live, sent);
  const isLeaf = shape.is === 'scalar' || shape.is === 'atomic';
  if (isLeaf || (isEmptyValue(shape, live, 'as sent') && isEmptyValue(shape, sent, 'as sent'))) {
    return sent === undefined ? live : sent;
  }
  if (shape.is === 'map') return mergeMaps(shape, live, sent);
  return mergeLists(shape as ListShape, itemsOf(live), itemsOf(sent));
}

function mergeMaps(shape: MapShape, live: unknown, sent: unknown): unknown {
  const one = fieldsOf(live) ?? {};
  const other = fieldsOf(sent) ?? {};
  const merged: [string, unknown][] = [];
  for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const at = placeOf(shape, name);
    const was = Object.hasOwn(one, name) ? one[name] : undefined;
    const is = Object.hasOwn(other, name) ? other[name] : undefined;
    const value = at === undefined ? (is ?? was) : mergeValues(at, was, is);
    if (value !== undefined) merged.push([name, value]);
  }
  return merged.length === 0 ? undefined : Object.fromEntries(merged);
}

/**
 * The items of both lists: in the order as sent, and those that only the live list has stay where they are between
 * the ones that both have. Models structured-merge-diff typed mergingWalker.visitListItems.
 */
function mergeLists(shape: ListShape, live: readonly unknown[], sent: readonly unknown[]): unknown {
  const liveElements = live.map((item) => itemElement(shape, item));
  const sentElements = sent.map((item) => itemElement(shape, item));
  const inLive = new Map<string, unknown>();
  // Items that come twice are not merged with what is sent: there is no saying which of them it is.
  liveElements.forEach((element, at) => {
    inLive.set(element, inLive.has(element) ? undefined : live[at]);
  });
  const inSent = new Set(sentElements);
  const shared = sentElements.filter((element) => inLive.has(element));
  const taken = new Set<string>();
  const merged: unknown[] = [];
  const push = (was: unknown, is: unknown): void => {
    const value = mergeValues(shape.items, was, is);
    if (value !== undefined) merged.push(value);
  };
  let nextShared = shared.shift();
  let l = 0;
  let s = 0;
  while (l < live.length || s < sent.length) {
    const element = liveElements[l];
    if (element !== undefined && s < sent.length) {
      if (element === sentElements[s]) {
        taken.add(element);
        push(inLive.get(element), sent[s]);
        l++;
        s++;
        nextShared = shared.shift();
        continue;
      }
      if (inSent.has(element) && nextShared !== undefined && nextShared !== element) {
        l++;
        continue;
      }
    }
    if (element !== undefined) {
      if (!inSent.has(element)) {
        push(live[l], undefined);
        l++;
        continue;
      }
      if (taken.has(element)) l++;
    }
    const wanted = sentElements[s];
    if (wanted !== undefined) {
      taken.add(wanted);
      push(inLive.get(wanted), sent[s]);
      s++;
      if (nextShared === wanted) nextShared = shared.shift();
    }
  }
  return merged.length === 0 ? undefined : merged;
}
