import type { ApiResponse } from '../../../api/transport.ts';

export const JSON_TYPE = 'application/json';

export function jsonResponse(body: unknown, status = 200, warnings: readonly string[] = []): ApiResponse {
  const headers: Record<string, string> = { 'content-type': JSON_TYPE };
  if (warnings.length > 0) headers.warning = warnings.map(warningHeader).join(', ');
  return { status, headers, body };
}

/** Models apimachinery util/net NewWarningHeader. */
function warningHeader(text: string): string {
  return `299 - "${text.replace(/[\\"]/g, '\\$&')}"`;
}
