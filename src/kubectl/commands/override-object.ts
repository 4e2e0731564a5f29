import { applyMergePatch } from '../../api/patch/merge-patch.ts';
import type { Flag } from '../command.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { KubectlError } from '../kubectl-error.ts';
import { patchLocally } from './patch-locally.ts';

export const overrideFlags: readonly Flag[] = [
  {
    name: 'override-type',
    type: 'string',
    default: 'merge',
    help: 'The method used to override the generated object: json, merge, or strategic.',
    values: ['json', 'merge', 'strategic'],
  },
  {
    name: 'overrides',
    type: 'string',
    help: 'An inline JSON override for the generated object. If this is non-empty, it is used to override the generated object. Requires that the object supply a valid apiVersion field.',
  },
];

/** Applies `--overrides`, a JSON text, to a generated object. Models cmdutil.OverrideOptions. */
export function overrideObject(object: JsonObject, text: string, type: string): JsonObject {
  if (text === '') return object;
  let patch: unknown;
  try {
    patch = JSON.parse(text);
  } catch (error) {
    throw new KubectlError(error instanceof Error ? error.message : String(error));
  }
  if (type === 'json' || type === 'strategic') return patchLocally(type, object, patch);
  if (type !== 'merge') throw new KubectlError(`invalid override type: ${type}`);
  const merged = applyMergePatch(object, patch);
  return isJsonObject(merged) ? merged : object;
}
