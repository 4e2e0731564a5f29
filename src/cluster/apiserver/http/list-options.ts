import type { Query } from '../../../api/transport.ts';
import { type FieldError, forbidden, notSupported } from '../field-error.ts';
import { badRequest, invalidOptions } from '../refusals.ts';
import { queryFlag, queryValue } from './query.ts';

/** How to list or watch, besides what is selected. Models meta/v1 ListOptions. */
export interface ListOptions {
  readonly watch: boolean;
  /** 0 when all are asked for. */
  readonly limit: number;
  readonly continue: string;
  readonly resourceVersion: string;
  readonly resourceVersionMatch: string;
  readonly timeoutSeconds: number;
  readonly allowWatchBookmarks: boolean;
  readonly sendInitialEvents: boolean | undefined;
}

/** `watch` is given where the path itself says so. Refusals throw ApiError. */
export function parseListOptions(query: Query, watch = queryFlag(query, 'watch')): ListOptions {
  const text = (name: string) => queryValue(query, name) ?? '';
  const options: ListOptions = {
    watch,
    timeoutSeconds: integerIn(query, 'timeoutSeconds') ?? 0,
    limit: integerIn(query, 'limit') ?? 0,
    continue: text('continue'),
    resourceVersion: text('resourceVersion'),
    resourceVersionMatch: text('resourceVersionMatch'),
    allowWatchBookmarks: queryFlag(query, 'allowWatchBookmarks'),
    sendInitialEvents:
      queryValue(query, 'sendInitialEvents') === undefined ? undefined : queryFlag(query, 'sendInitialEvents'),
  };
  const errors = watch ? watchErrors(options) : listErrors(options);
  if (errors.length > 0) throw invalidOptions('ListOptions', errors);
  return options;
}

/** A whole number in the query. Models apimachinery runtime Convert_Slice_string_To_int64 with strconv's words. */
export function integerIn(query: Query, name: string): number | undefined {
  const text = queryValue(query, name);
  if (text === undefined) return undefined;
  const refused = (why: string) => badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: ${why}`);
  if (!/^[+-]?[0-9]+$/.test(text)) throw refused('invalid syntax');
  const value = BigInt(text);
  if (BigInt.asIntN(64, value) !== value) throw refused('value out of range');
  return Number(value);
}

const EXACT = 'Exact';
const NOT_OLDER = 'NotOlderThan';
const MATCH = 'resourceVersionMatch';

/** Models apimachinery meta/internalversion/validation ValidateListOptions. */
function listErrors(options: ListOptions): readonly FieldError[] {
  const { resourceVersionMatch: match, resourceVersion } = options;
  const errors: FieldError[] = [];
  if (match !== '') {
    if (resourceVersion === '') {
      errors.push(forbidden(MATCH, 'resourceVersionMatch is forbidden unless resourceVersion is provided'));
    }
    if (options.continue !== '') {
      errors.push(forbidden(MATCH, 'resourceVersionMatch is forbidden when continue is provided'));
    }
    if (match !== EXACT && match !== NOT_OLDER) errors.push(notSupported(MATCH, match, [EXACT, NOT_OLDER, '']));
    if (match === EXACT && resourceVersion === '0') {
      errors.push(forbidden(MATCH, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"'));
    }
  }
  if (options.sendInitialEvents !== undefined) {
    errors.push(forbidden('sendInitialEvents', 'sendInitialEvents is forbidden for list'));
  }
  return errors;
}

/** Models validateWatchOptions. Unlike Kubernetes 1.33, which has it behind a gate, initial events can always be asked for. */
function watchErrors({
  resourceVersionMatch: match,
  sendInitialEvents,
  ...options
}: ListOptions): readonly FieldError[] {
  const errors: FieldError[] = [];
  if (sendInitialEvents !== undefined && match !== NOT_OLDER) {
    errors.push(forbidden(MATCH, `sendInitialEvents requires setting resourceVersionMatch to ${NOT_OLDER}`));
  }
  if (match === '') return errors;
  if (sendInitialEvents === undefined) {
    errors.push(forbidden(MATCH, 'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided'));
  }
  if (match !== NOT_OLDER) errors.push(notSupported(MATCH, match, [NOT_OLDER]));
  if (options.continue !== '') {
    errors.push(forbidden(MATCH, 'resourceVersionMatch is forbidden when continue is provided'));
  }
  return errors;
}
