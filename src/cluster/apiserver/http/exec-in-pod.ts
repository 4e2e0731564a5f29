import type { ApiRequest, ApiResponse } from '../../../api/transport.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { badRequest, methodNotSupported, notFoundError, notSimulated } from '../refusals.ts';
import type { Registry } from '../rest/registry.ts';
import type { ExecSource } from './handler.ts';
import { queryFlag, queryValue } from './query.ts';
import type { ResourcePath } from './request-path.ts';

/** Answers `pods/exec`; the request's body is what the command reads. Models registry/core/pod ExecREST. */
export function execInPod(
  registry: Registry,
  source: ExecSource | undefined,
  { method, query, body }: ApiRequest,
  { namespace = '', name, strategy }: ResourcePath,
): ApiResponse {
  if (method !== 'GET' && method !== 'POST') throw methodNotSupported(strategy.resource, method.toLowerCase());
  const pod = registry.find(strategy.resource, namespace, name) as Pod | undefined;
  if (pod === undefined) throw notFoundError(strategy.resource, name);
  if (source === undefined) throw notSimulated('commands in containers without kubelets');
  const command = query.command === undefined ? [] : [query.command].flat();
  if (command.length === 0) throw badRequest('you must specify at least 1 of stdin, stdout, stderr');
  const stdin = queryFlag(query, 'stdin') && typeof body === 'string' ? body : '';
  const answer = source(pod, queryValue(query, 'container') ?? '', command, stdin);
  return { status: 101, headers: {}, body: answer };
}
