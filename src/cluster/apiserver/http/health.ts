import type { ApiResponse, Query } from '../../../api/transport.ts';
import { queryValue } from './query.ts';

/** The checks of an API server that this one can answer for: what they look at is there as soon as it answers at all. */
const CHECKS = [
  'ping',
  'log',
  'etcd',
  'poststarthook/start-system-namespaces-controller',
  'poststarthook/start-legacy-token-tracking-controller',
  'poststarthook/rbac/bootstrap-roles',
  'poststarthook/scheduling/bootstrap-system-priority-classes',
  'poststarthook/start-kubernetes-service-cidr-controller',
];
const READY_CHECKS = [...CHECKS.slice(0, 3), 'informer-sync', ...CHECKS.slice(3), 'shutdown'];

const text = (body: string, status = 200): ApiResponse => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
  body,
});

/** Answers /healthz, /livez and /readyz, whole or for one check. Models apiserver server/healthz. */
export function healthAnswer(endpoint: string, check: string | undefined, query: Query): ApiResponse {
  const checks = endpoint === 'readyz' ? READY_CHECKS : CHECKS;
  if (check !== undefined) return checks.includes(check) ? text('ok') : text('404 page not found\n', 404);
  const left = [query.exclude ?? []].flat();
  const unknown = left.filter((name) => !checks.includes(name)).map((name) => JSON.stringify(name));
  if (queryValue(query, 'verbose') === undefined) return text('ok');
  const lines = checks.map((name) => (left.includes(name) ? `[+]${name} excluded: ok` : `[+]${name} ok`));
  if (unknown.length > 0)
    lines.push(`warn: some health checks cannot be excluded: no matches for ${unknown.join(', ')}`);
  return text(`${lines.join('\n')}\n${endpoint} check passed\n`);
}
