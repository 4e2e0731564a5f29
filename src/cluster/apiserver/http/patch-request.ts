import { ApiError } from '../../../api/api-error.ts';
import { decodeProblems } from '../../../api/decode.ts';
import { goValue } from '../../../api/go-value.ts';
import type { KubeObject } from '../../../api/object.ts';
import { typeOfResource } from '../../../api/schema.ts';
import type { ApiRequest } from '../../../api/transport.ts';
import { causeOf, fieldErrorText, invalid } from '../field-error.ts';
import { badRequest, notSimulated } from '../refusals.ts';
import type { PatchKind } from '../rest/patch.ts';
import { patchObject } from '../rest/patch.ts';
import type { Registry } from '../rest/registry.ts';
import { applyRequest } from './apply-request.ts';
import { decodeObject, fieldValidation, readStrictBody } from './decode-body.ts';
import type { ResourcePath } from './request-path.ts';
import { servedView } from './served-view.ts';
import { writeOptions } from './write-options.ts';

const KINDS: Readonly<Record<string, PatchKind>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
};
const APPLY = ['application/apply-patch+yaml', 'application/apply-patch+cbor'];

const MOST_OPERATIONS = 10_000;

export interface Patched {
  readonly object: KubeObject;
  readonly warnings: readonly string[];
  readonly created?: boolean;
}

/** Answers PATCH. Models apiserver endpoints/handlers PatchResource. */
export function patchRequest(registry: Registry, request: ApiRequest, path: ResourcePath): Patched {
  const { strategy, namespace, name, subresource } = path;
  const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim();
  if (type === APPLY[1]) throw notSimulated('CBOR');
  if (type === APPLY[0]) return applyRequest(registry, request, path);
  const isCustom = strategy.resource.type !== undefined;
  // What lists are merged by is not known of custom objects.
  const kinds = Object.keys(KINDS).filter((one) => !isCustom || KINDS[one] !== 'strategic');
  const kind = kinds.includes(type) ? KINDS[type] : undefined;
  if (kind === undefined) {
    const accepted = [...kinds, ...APPLY.slice(0, 1)].join(', ');
    const message = `the body of the request was in an unknown format - accepted media types include: ${accepted}`;
    throw new ApiError(415, 'UnsupportedMediaType', message);
  }
  const { value: body, duplicates, problem } = readStrictBody(request);
  if (problem !== undefined) throw badRequest(kind === 'json' ? `error decoding patch: ${problem}` : problem);
  if (kind !== 'json' && (typeof body !== 'object' || body === null || Array.isArray(body))) {
    throw badRequest('json: cannot unmarshal the patch into Go value of type map[string]interface {}');
  }
  if (kind === 'json' && Array.isArray(body) && body.length > MOST_OPERATIONS) {
    const why = `The allowed maximum operations in a JSON patch is ${MOST_OPERATIONS}, got ${body.length}`;
    throw new ApiError(413, 'RequestEntityTooLarge', `Request entity too large: ${why}`);
  }
  const validation = fieldValidation(request);
  const strict = validation === 'Ignore' ? [] : duplicates.map((one) => (kind === 'json' ? `json patch ${one}` : one));
  let warnings: readonly string[] = [];
  const view = servedView(strategy, subresource, path.groupVersion);
  const decode = (patched: unknown): KubeObject => {
    const { resource } = view;
    const { error, unknown } = decodeProblems(typeOfResource(resource)!, patched);
    // Only strategic patches are shown as they came; for others it is the whole object that the patch would make.
    const shown = kind === 'strategic' ? goValue(body) : JSON.stringify(patched);
    if (error !== undefined && resource.type === undefined) throw invalidPatch(shown, error);
    const complaints = [...strict, ...unknown];
    if (validation === 'Strict' && complaints.length > 0) {
      throw invalidPatch(shown, `strict decoding error: ${complaints.join(', ')}`);
    }
    const decoded = decodeObject(resource, { value: patched, duplicates: [] }, validation);
    warnings = [...strict, ...decoded.warnings];
    return decoded.object;
  };
  const options = writeOptions(request, path.groupVersion);
  const patch = { kind, body };
  const old = registry.find(strategy.resource, namespace, name);
  const object = patchObject(registry.context, strategy, subresource, namespace, name, patch, options, decode, view);
  if (subresource === '' && strategy.warnings !== undefined)
    warnings = [...warnings, ...strategy.warnings(object, old)];
  return { object, warnings: [...warnings, ...(options.warnings ?? [])] };
}

function invalidPatch(shown: string, why: string): ApiError {
  const error = invalid('patch', shown, why);
  return new ApiError(422, 'Invalid', ` "" is invalid: ${fieldErrorText(error)}`, { causes: [causeOf(error)] });
}
