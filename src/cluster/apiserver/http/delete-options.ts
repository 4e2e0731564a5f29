import { decodeProblems } from '../../../api/decode.ts';
import type { DeleteOptions } from '../../../api/object.ts';
import type { ApiRequest, Query } from '../../../api/transport.ts';
import { type FieldError, invalid, notSupported } from '../field-error.ts';
import { invalidOptions, unknownError } from '../refusals.ts';
import { readBody } from './decode-body.ts';
import { integerIn } from './list-options.ts';
import { queryFlag, queryValue } from './query.ts';
import { dryRunErrors } from './write-options.ts';

const TYPE = 'io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions';
const POLICIES = ['Foreground', 'Background', 'Orphan'];

/** Options come in the body or, from simple clients, in the query. Models apiserver endpoints/handlers DeleteResource. */
export function deleteOptions(request: ApiRequest): DeleteOptions {
  const body = request.body === undefined || request.body === '' ? undefined : readBody(request);
  const options = body === undefined || body === null ? optionsInQuery(request.query) : optionsIn(body);
  const errors = optionErrors(options);
  if (errors.length > 0) throw invalidOptions('DeleteOptions', errors);
  return options;
}

/** The options that a body holds. What is not of their types is refused as the decoder refuses it. */
export function optionsIn(body: unknown): DeleteOptions {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    const kind = Array.isArray(body) ? 'array' : typeof body;
    throw unknownError(
      `couldn't get version/kind; json parse error: json: cannot unmarshal ${kind} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
    );
  }
  const { kind } = body as { readonly kind?: unknown };
  if (kind !== undefined && kind !== '' && kind !== 'DeleteOptions') {
    throw unknownError('decoded object cannot be converted to DeleteOptions');
  }
  const { error } = decodeProblems(TYPE, body);
  if (error !== undefined) throw unknownError(error);
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)) as DeleteOptions;
}

function optionsInQuery(query: Query): DeleteOptions {
  const grace = integerIn(query, 'gracePeriodSeconds');
  const policy = queryValue(query, 'propagationPolicy') as DeleteOptions['propagationPolicy'];
  const dryRun = query.dryRun === undefined ? undefined : [query.dryRun].flat();
  return {
    ...(grace === undefined ? {} : { gracePeriodSeconds: grace }),
    ...(policy === undefined ? {} : { propagationPolicy: policy }),
    ...(queryValue(query, 'orphanDependents') === undefined
      ? {}
      : { orphanDependents: queryFlag(query, 'orphanDependents') }),
    ...(dryRun === undefined ? {} : { dryRun }),
  };
}

/** Models apimachinery meta/v1/validation ValidateDeleteOptions. */
export function optionErrors({
  orphanDependents,
  propagationPolicy: policy,
  dryRun = [],
}: DeleteOptions): FieldError[] {
  const errors: FieldError[] = [];
  if (orphanDependents !== undefined && policy !== undefined) {
    const why = 'orphanDependents and deletionPropagation cannot be both set';
    errors.push(invalid('propagationPolicy', policy, why));
  }
  if (policy !== undefined && !POLICIES.includes(policy)) {
    errors.push(notSupported('propagationPolicy', policy, [...POLICIES, 'nil']));
  }
  return [...errors, ...dryRunErrors(dryRun)];
}
