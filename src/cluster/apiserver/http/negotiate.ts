import { ApiError } from '../../../api/api-error.ts';
import type { ApiRequest } from '../../../api/transport.ts';

/** In which shape objects are asked for. */
export type ObjectShape = 'object' | 'table' | 'metadata';

const ANY: readonly ObjectShape[] = ['table', 'metadata'];

/**
 * Reads the Accept header: the first clause that can be answered counts. Models apiserver endpoints/handlers/negotiation.
 * `shapes` are those that can be shown besides the object itself. Unlike Kubernetes, protobuf is never answered; clients that ask for it name JSON as second choice.
 */
export function negotiate({ headers }: ApiRequest, shapes: readonly ObjectShape[] = ANY): ObjectShape {
  const accept = headers.accept ?? '';
  if (accept.trim() === '') return 'object';
  for (const clause of accept.split(',')) {
    const [type = '', ...parts] = clause.split(';').map((part) => part.trim());
    if (!['application/json', '*/*', 'application/*', 'application/yaml'].includes(type)) continue;
    const options = new Map(parts.map((part) => part.split('=') as [string, string]));
    const as = options.get('as');
    if (as === undefined) return 'object';
    if (options.get('g') !== 'meta.k8s.io') continue;
    if (as === 'Table' && shapes.includes('table')) return 'table';
    if (!shapes.includes('metadata')) continue;
    if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList') return 'metadata';
  }
  const media = 'application/json, application/yaml, application/vnd.kubernetes.protobuf';
  throw new ApiError(406, 'NotAcceptable', `only the following media types are accepted: ${media}`);
}
