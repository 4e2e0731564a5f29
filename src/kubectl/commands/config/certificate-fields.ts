import { encodeBase64 } from '../../../api/base64.ts';
import type { FlagValues } from '../../command.ts';
import { fileBytes } from '../../file-bytes.ts';
import type { KubectlIo } from '../../io.ts';
import type { JsonObject } from '../../json.ts';
import { KubectlError } from '../../kubectl-error.ts';

/**
 * What the flags that name certificate files make of an entry: its path or, embedded, what is in the file. The other of
 * the two is undefined, since it no longer holds. Models kubectl/pkg/cmd/config set_cluster.go and set_credentials.go.
 */
export function certificateFields(
  flags: FlagValues,
  names: readonly string[],
  io: Pick<KubectlIo, 'files'>,
): Record<string, string | undefined> {
  const embed = flags.bool('embed-certs');
  if (embed && names.every((name) => flags.string(name) === ''))
    throw new KubectlError(`you must specify a ${names.map((name) => `--${name}`).join(' or ')} to embed`);
  const fields: Record<string, string | undefined> = {};
  for (const name of names.filter((one) => flags.changed(one))) {
    const path = flags.string(name);
    if (!embed) {
      if (path !== '') fields[`${name}-data`] = undefined;
      continue;
    }
    const bytes = path === '' ? undefined : fileBytes(io.files, path);
    if (path !== '' && bytes === undefined) {
      throw new KubectlError(`could not stat ${name} file ${path}: stat ${path}: no such file or directory`);
    }
    fields[name] = undefined;
    fields[`${name}-data`] = bytes === undefined ? undefined : encodeBase64(bytes);
  }
  if (flags.changed('certificate-authority') && names.includes('certificate-authority')) {
    fields['insecure-skip-tls-verify'] = undefined;
  }
  return fields;
}

/** The entry with these fields; one that is undefined is taken out. */
export const without = (entry: JsonObject, fields: Readonly<Record<string, string | undefined>>): JsonObject =>
  Object.fromEntries(Object.entries({ ...entry, ...fields }).filter(([, value]) => value !== undefined)) as JsonObject;
