import { ApiError } from '../../../api/api-error.ts';
import type { ApiRequest } from '../../../api/transport.ts';
import { type AcceptClause, accepts, parseAccept } from './accept.ts';

/** In which shape objects are asked for. */
export type ObjectShape = 'object' | 'table' | 'metadata';

/** What a client asked for and can be given. */
export interface Negotiated {
  readonly shape: ObjectShape;
  readonly media: 'json' | 'yaml';
  /** Whether the list of the objects' metadata was asked for, not the metadata of one object. */
  readonly list: boolean;
}

const ANY: readonly ObjectShape[] = ['table', 'metadata'];
const WHOLE: Negotiated = { shape: 'object', media: 'json', list: false };
const MEDIA = ['json', 'yaml'] as const;
/** Kubernetes names protobuf too, which is not answered here. */
const NAMED = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];
const STREAMED = ['application/json', 'application/vnd.kubernetes.protobuf'];

/** The shape alone, see `negotiateMedia`. */
export const negotiate = (request: ApiRequest, shapes: readonly ObjectShape[] = ANY): ObjectShape =>
  negotiateMedia(request, shapes).shape;

/**
 * Reads the Accept header: the first clause that can be answered counts. Models apiserver endpoints/handlers/negotiation.
 * `shapes` are those that can be shown besides the object itself. Unlike Kubernetes, protobuf is never answered; clients
 * that ask for it name JSON as second choice.
 */
export function negotiateMedia({ headers }: ApiRequest, shapes: readonly ObjectShape[] = ANY): Negotiated {
  const accept = headers.accept ?? '';
  if (accept === '' || accept === '*/*' || accept === 'application/json') return WHOLE;
  for (const clause of parseAccept(accept)) {
    for (const media of MEDIA) {
      if (!accepts(clause, ['application', media])) continue;
      const found = shapeOf(clause, shapes);
      if (found !== undefined) return { ...found, media };
    }
  }
  throw notAcceptable(NAMED);
}

/** A watch is a stream of JSON. */
export function negotiateStream(request: ApiRequest, shapes: readonly ObjectShape[] = ANY): ObjectShape {
  const { shape, media } = negotiateMedia(request, shapes);
  if (media === 'yaml') throw notAcceptable(STREAMED.map((type) => `${type};stream=watch`));
  return shape;
}

export const notAcceptable = (types: readonly string[]): ApiError =>
  new ApiError(406, 'NotAcceptable', `only the following media types are accepted: ${types.join(', ')}`);

const LISTS = 'PartialObjectMetadataList';

/** Models acceptMediaTypeOptions and RequestScope.AllowsMediaTypeTransform. */
function shapeOf({ parameters }: AcceptClause, shapes: readonly ObjectShape[]): Omit<Negotiated, 'media'> | undefined {
  const stream = parameters.get('stream') ?? '';
  if (stream !== '' && stream !== 'watch') return undefined;
  const server = parameters.get('sv') ?? '';
  if (server !== '' && server !== 'v1') return undefined;
  const [as, group, version] = ['as', 'g', 'v'].map((name) => parameters.get(name));
  if (as === undefined && group === undefined && version === undefined) return { shape: 'object', list: false };
  if (group !== 'meta.k8s.io' || (version !== 'v1' && version !== 'v1beta1')) return undefined;
  if (as === 'Table') return shapes.includes('table') ? { shape: 'table', list: false } : undefined;
  if (as !== 'PartialObjectMetadata' && as !== LISTS) return undefined;
  return shapes.includes('metadata') ? { shape: 'metadata', list: as === LISTS } : undefined;
}
