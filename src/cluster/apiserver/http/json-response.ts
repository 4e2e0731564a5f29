import type { ApiResponse } from '../../../api/transport.ts';

export const JSON_TYPE = 'application/json';

export function jsonResponse(body: unknown, status = 200, warnings: readonly string[] = []): ApiResponse {
  const headers: Record<string, string> = { 'content-type': JSON_TYPE };
  if (warnings.length > 0) headers.warning = warnings.map(warningHeader).join(', ');
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
