import { fnv32a } from '../../../api/hash.ts';
import type { ApiRequest, ApiResponse } from '../../../api/transport.ts';

const STARTS = [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x7feb352d];

/** A name for a document that changes when the document does. Kubernetes takes the SHA-512 of it, which is slower. */
export const documentHash = (document: unknown): string => {
  const text = JSON.stringify(document);
  return STARTS.map((start) => fnv32a(text, start).toString(16).toUpperCase().padStart(8, '0')).join('');
};

/** The answer with the name of its content, or that the client has it already. Models discovery/aggregated ServeHTTPWithETag. */
export function withEtag({ headers }: ApiRequest, response: ApiResponse, hash: string): ApiResponse {
  const etag = `"${hash}"`;
  const named = { etag, vary: 'Accept', 'cache-control': 'public' };
  const known = (headers['if-none-match'] ?? '').split(',').map((one) => one.trim());
  if (known.includes(etag)) return { status: 304, headers: named, body: undefined };
  return { ...response, headers: { ...named, ...response.headers } };
}
