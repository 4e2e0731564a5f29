import type { ApiResponse, Query } from '../../../api/transport.ts';
import { queryValue } from './query.ts';

/** The checks of an API server that this one can answer for. */
const CHECKS = ['ping', 'log', 'etcd'];
const READY_CHECKS = [...CHECKS, 'informer-sync', 'shutdown'];

const text = (body: string, status = 200): ApiResponse => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
  body,
});

/** Answers /healthz, /livez and /readyz, whole or for one check. Models apiserver server/healthz. */
export function healthAnswer(endpoint: string, check: string | undefined, query: Query): ApiResponse {
  const checks = endpoint === 'readyz' ? READY_CHECKS : CHECKS;
  if (check !== undefined) return checks.includes(check) ? text('ok') : text('404 page not found\n', 404);
  if (queryValue(query, 'verbose') === undefined) return text('ok');
  const left = [query.exclude ?? []].flat();
  const lines = checks.map((name) => (left.includes(name) ? `[+]${name} excluded: ok` : `[+]${name} ok`));
  return text(`${lines.join('\n')}\n${endpoint} check passed\n`);
}
