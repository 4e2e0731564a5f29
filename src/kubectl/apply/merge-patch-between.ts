import { jsonEqual } from '../../api/json-equal.ts';
import { isJsonObject, type JsonObject } from '../json.ts';

/** The JSON merge patch (RFC 7386) that turns `from` into `to`. Models evanphx/json-patch CreateMergePatch. */
export function mergePatchBetween(from: JsonObject, to: JsonObject): JsonObject {
  const patch: [string, unknown][] = [];
  for (const [key, value] of Object.entries(to)) {
    if (value === undefined) continue;
    const before = Object.hasOwn(from, key) ? from[key] : undefined;
    if (isJsonObject(before) && isJsonObject(value)) {
      const inner = mergePatchBetween(before, value);
      if (Object.keys(inner).length > 0) patch.push([key, inner]);
    } else if (!jsonEqual(before, value)) patch.push([key, value]);
  }
  for (const key of Object.keys(from)) {
    if (!Object.hasOwn(to, key) || to[key] === undefined) patch.push([key, null]);
  }
  return Object.fromEntries(patch);
}
