import type { IngressClass, IngressClassParametersReference } from '../../../api/types/networking.ts';
import { type FieldError, forbidden, invalid, notSupported, required, tooLong } from '../field-error.ts';
import { isDomainPrefixedPath } from './domain-prefixed-path.ts';
import { labelName } from './names.ts';
import { IMMUTABLE } from './object-meta.ts';
import { validateTypedReference } from './typed-reference.ts';

const MAX_CONTROLLER = 250;
const SCOPES = ['Cluster', 'Namespace'];

/** Models pkg/apis/networking/validation ValidateIngressClass. */
export function validateIngressClass({ spec }: IngressClass): FieldError[] {
  const { controller = '', parameters } = spec;
  return [
    ...(controller.length > MAX_CONTROLLER ? [tooLong('spec.controller', MAX_CONTROLLER)] : []),
    ...isDomainPrefixedPath(controller, 'spec.controller'),
    ...(parameters === undefined ? [] : validateParameters(parameters, 'spec.parameters')),
  ];
}

/** Models ValidateIngressClassUpdate. */
export function validateIngressClassUpdate(object: IngressClass, old: IngressClass): FieldError[] {
  const { controller = '' } = object.spec;
  const changed = controller === (old.spec.controller ?? '') ? [] : [invalid('spec.controller', controller, IMMUTABLE)];
  return [...changed, ...validateIngressClass(object)];
}

/** Models validateIngressClassParametersReference. */
function validateParameters(parameters: IngressClassParametersReference, path: string): FieldError[] {
  const { scope, namespace } = parameters;
  const errors = validateTypedReference(parameters, path);
  if (scope === undefined) return [...errors, required(`${path}.scope`, '')];
  if (!SCOPES.includes(scope)) return [...errors, notSupported(`${path}.scope`, scope, SCOPES)];
  const field = `${path}.namespace`;
  if (scope === 'Cluster') {
    return namespace === undefined ? errors : [...errors, forbidden(field, "`parameters.scope` is set to 'Cluster'")];
  }
  if (namespace === undefined) return [...errors, required(field, "`parameters.scope` is set to 'Namespace'")];
  return [...errors, ...labelName(namespace, false).map((message) => invalid(field, namespace, message))];
}
