import { utf8Bytes } from '../../../api/base64.ts';
import type { ApiRequest } from '../../../api/transport.ts';
import { queryValue } from './query.ts';

const LONGEST = 128;

/** Who is said to write: as the request names it, else the program that sent it. Models managerOrUserAgent. */
export function managerName({ query, headers }: ApiRequest): string {
  const asked = queryValue(query, 'fieldManager') ?? '';
  if (asked !== '') return asked;
  let name = '';
  for (const character of (headers['user-agent'] ?? '').split('/')[0]!) {
    if (!/[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.test(character)) continue;
    if (utf8Bytes(name + character).length > LONGEST) break;
    name += character;
  }
  return name;
}
