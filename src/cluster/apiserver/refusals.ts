import { ApiError } from '../../api/api-error.ts';
import type { Resource } from '../../api/resources.ts';
import { causeOf, type FieldError, fieldErrorText } from './field-error.ts';
import { resourceName } from './strategy.ts';

/** The refusals of the API server. Models apimachinery api/errors New*. */
const groupDetail = (resource: Resource) => (resource.group === '' ? {} : { group: resource.group });

export function notFoundError(resource: Resource, name: string): ApiError {
  return new ApiError(404, 'NotFound', `${resourceName(resource)} "${name}" not found`, {
    name,
    ...groupDetail(resource),
    kind: resource.plural,
  });
}

export function alreadyExists(resource: Resource, name: string): ApiError {
  return new ApiError(409, 'AlreadyExists', `${resourceName(resource)} "${name}" already exists`, {
    name,
    ...groupDetail(resource),
    kind: resource.plural,
  });
}

export function conflict(resource: Resource, name: string, why: string): ApiError {
  const message = `Operation cannot be fulfilled on ${resourceName(resource)} "${name}": ${why}`;
  return new ApiError(409, 'Conflict', message, { name, ...groupDetail(resource), kind: resource.plural });
}

export const MODIFIED = 'the object has been modified; please apply your changes to the latest version and try again';

/** Models errors.NewInvalid: one error is said plainly, several in brackets. */
export function invalidObject(resource: Resource, name: string, errors: readonly FieldError[]): ApiError {
  const distinct = [...new Map(errors.map((error) => [fieldErrorText(error), error])).values()];
  const texts = distinct.map(fieldErrorText);
  const said = texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]`;
  const kind = resource.group === '' ? resource.kind : `${resource.kind}.${resource.group}`;
  return new ApiError(422, 'Invalid', `${kind} "${name}" is invalid: ${said}`, {
    name,
    ...groupDetail(resource),
    kind: resource.kind,
    causes: errors.map(causeOf),
  });
}

/** What is wrong with the options of a request: `ListOptions.meta.k8s.io "" is invalid: ...`. */
export function invalidOptions(kind: string, errors: readonly FieldError[]): ApiError {
  const error = invalidObject({ group: 'meta.k8s.io', version: 'v1', plural: '', kind, namespaced: false }, '', errors);
  const { name: _none, ...details } = error.status.details!;
  return new ApiError(422, 'Invalid', error.status.message!, details);
}

export function badRequest(message: string): ApiError {
  return new ApiError(400, 'BadRequest', message);
}

export function forbiddenWrite(resource: Resource, name: string, why: string): ApiError {
  const about = name === '' ? 'is' : `"${name}" is`;
  return new ApiError(403, 'Forbidden', `${resourceName(resource)} ${about} forbidden: ${why}`, {
    ...(name === '' ? {} : { name }),
    ...groupDetail(resource),
    kind: resource.plural,
  });
}

export function methodNotSupported(resource: Resource, action: string): ApiError {
  const message = `${action} is not supported on resources of kind "${resourceName(resource)}"`;
  return new ApiError(405, 'MethodNotAllowed', message, { ...groupDetail(resource), kind: resource.plural });
}

export function internalServerError(message: string): ApiError {
  return new ApiError(500, 'InternalError', `Internal error occurred: ${message}`, { causes: [{ message }] });
}

/** An error that is no Status by itself is served as one with an unknown reason. */
export function unknownError(message: string): ApiError {
  return new ApiError(500, '', message);
}

/** Said where Kubernetes has something that is not modelled here. */
export function notSimulated(what: string): ApiError {
  return new ApiError(501, 'NotImplemented', `not simulated in Drydock: ${what}`);
}
