import { decodeBase64Url, encodeBase64Url, utf8Bytes, utf8Text } from '../../../api/base64.ts';
import { parseJson } from '../../../api/yaml.ts';
import { badRequest } from '../refusals.ts';

/** Where the next page of a list starts. */
export interface ContinueToken {
  /** -1 when the list goes on with what is there now. */
  readonly revision: number;
  /** The first key that may follow, relative to the scope of the list. */
  readonly start: string;
}

const VERSION = 'meta.k8s.io/v1';

/** Models apiserver storage EncodeContinue. */
export const encodeContinue = ({ revision, start }: ContinueToken): string =>
  encodeBase64Url(utf8Bytes(`{"v":"${VERSION}","rv":${revision},"start":${JSON.stringify(start)}}`));

/** Models DecodeContinue. */
export function decodeContinue(text: string): ContinueToken {
  const invalid = (why: string) => badRequest(`invalid continue token: continue key is not valid${why}`);
  const bytes = decodeBase64Url(text);
  if (bytes === undefined) throw invalid(`: illegal base64 data at input byte ${badOffset(text)}`);
  const parsed = parseJson(utf8Text(bytes));
  if ('error' in parsed) throw invalid(`: ${parsed.error}`);
  const { v, rv, start } = (parsed.value ?? {}) as Readonly<Record<string, unknown>>;
  if (v !== VERSION)
    throw invalid(`: server does not recognize this encoded version ${typeof v === 'string' ? v : ''}`);
  if (typeof rv !== 'number' || !Number.isInteger(rv) || rv === 0) {
    throw invalid(`: incorrect encoded start resourceVersion (version ${VERSION})`);
  }
  if (typeof start !== 'string' || start === '') throw invalid(`: encoded start key empty (version ${VERSION})`);
  // A path that climbs could name keys outside of the list.
  if (start.split('/').some((part, i) => part === '.' || part === '..' || (part === '' && i > 0))) {
    throw invalid(`: ${start}`);
  }
  return { revision: rv, start };
}

function badOffset(text: string): number {
  const strange = text.search(/[^A-Za-z0-9_-]/);
  return strange < 0 ? text.length - (text.length % 4) : strange;
}
