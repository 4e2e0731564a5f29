import type { KubectlIo } from '../io.ts';
import { type JsonObject, readPath, readText } from '../json.ts';

/** Models kubectl/pkg/cmd/apply WarnIfDeleting. */
export async function warnIfDeleting(object: JsonObject, io: KubectlIo): Promise<void> {
  if (readPath(object, 'metadata', 'deletionTimestamp') === undefined) return;
  const name = readText(object, 'metadata', 'name');
  await io.stderr.write(`Warning: Detected changes to resource ${name} which is currently being deleted.\n`);
}
