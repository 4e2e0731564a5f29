import { ApiError } from '../../../api/api-error.ts';
import { goQuote } from '../../../api/go-quote.ts';
import type { AccessAttributes } from './access-attributes.ts';

/** The refusal of what nobody allowed. Models apiserver endpoints/handlers/responsewriters ForbiddenStatusError. */
export function forbiddenAccess(asked: AccessAttributes, reason: string): ApiError {
  const said = sentence(asked).replace(/[&<>]/g, (character) => ESCAPES[character]!);
  const why = reason === '' ? said : `${said}: ${reason}`;
  if (asked.kind === 'path') return new ApiError(403, 'Forbidden', `forbidden: ${why}`, {});
  const { group, resource, name } = asked;
  const about = `${group === '' ? resource : `${resource}.${group}`}${name === '' ? '' : ` ${goQuote(name)}`}`;
  return new ApiError(403, 'Forbidden', `${about} is forbidden: ${why}`, {
    ...(name === '' ? {} : { name }),
    ...(group === '' ? {} : { group }),
    kind: resource,
  });
}

/** Refusals are shown in browsers too. */
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function sentence(asked: AccessAttributes): string {
  const who = `User ${goQuote(asked.user.name)} cannot ${asked.verb}`;
  if (asked.kind === 'path') return `${who} path ${goQuote(asked.path)}`;
  const { resource, subresource, group, namespace } = asked;
  const what = subresource === '' ? resource : `${resource}/${subresource}`;
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace ${goQuote(namespace)}`;
  return `${who} resource ${goQuote(what)} in API group ${goQuote(group)} ${where}`;
}
