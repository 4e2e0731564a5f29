import { encodeBase64, utf8Bytes } from '../../../api/base64.ts';
import { byCodePoint } from '../../../api/go-json.ts';
import { secretKeyError } from '../../generate/data-sources.ts';
import { present, typeAndMetadata } from '../../generate/generated.ts';
import type { JsonObject } from '../../json.ts';
import { KubectlError } from '../../kubectl-error.ts';

/** The data of a Secret while it is gathered. */
export interface SecretData {
  add(key: string, value: string | Uint8Array): void;
  object(): JsonObject;
}

export function secretData(name: string, type: string): SecretData {
  const data = new Map<string, string>();
  return {
    add(key, value) {
      const wrong = secretKeyError(key, data.has(key));
      if (wrong !== undefined) throw new KubectlError(wrong);
      data.set(key, encodeBase64(typeof value === 'string' ? utf8Bytes(value) : value));
    },
    object: () => ({
      ...typeAndMetadata('v1', 'Secret', name),
      ...present('data', Object.fromEntries([...data].sort(([a], [b]) => byCodePoint(a, b)))),
      ...present('type', type),
    }),
  };
}
