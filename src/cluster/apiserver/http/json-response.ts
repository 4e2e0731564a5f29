import type { ApiResponse } from '../../../api/transport.ts';

export const JSON_TYPE = 'application/json';

export function jsonResponse(body: unknown, status = 200, warnings: readonly string[] = []): ApiResponse {
  const headers: Record<string, string> = { 'content-type': JSON_TYPE };
  if (warnings.length > 0) headers.warning = withinBounds(warnings).map(warningHeader).join(', ');
  return { status, headers, body };
}

/** The answer with one more warning, before the others it has. */
export function warningOf(text: string, response: ApiResponse): ApiResponse {
  const { warning } = response.headers;
  const all = warning === undefined ? warningHeader(text) : `${warningHeader(text)}, ${warning}`;
  return { ...response, headers: { ...response.headers, warning: all } };
}

/** Models apimachinery util/net NewWarningHeader. */
function warningHeader(text: string): string {
  return `299 - "${text.replace(/[\\"]/g, '\\$&')}"`;
}

const MOST_CHARACTERS = 4096;
const MOST_OF_EACH = 256;

/** No warning comes twice, and many or long ones are cut. Models apiserver endpoints/filters warning recorder. */
function withinBounds(warnings: readonly string[]): readonly string[] {
  const distinct = [...new Set(warnings)];
  const all = distinct.map((text) => [...text]);
  if (all.reduce((sum, { length }) => sum + length, 0) <= MOST_CHARACTERS) return distinct;
  const kept: string[] = [];
  let written = 0;
  for (const characters of all) {
    if (written >= MOST_CHARACTERS) break;
    const cut = characters.slice(0, MOST_OF_EACH);
    kept.push(cut.join(''));
    written += cut.length;
  }
  return kept;
}
