import type { ApiResponse } from '../api/transport.ts';

/** A refusal of the HTTP server itself, in the API's words. */
export const failure = (code: number, reason: string, message: string): ApiResponse => ({
  status: code,
  headers: { 'content-type': 'application/json' },
  body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code },
});
