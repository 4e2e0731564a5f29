import { decodeProblems } from '../../../api/decode.ts';
import type { KubeObject } from '../../../api/object.ts';
import { typeOfResource } from '../../../api/schema.ts';
import type { ApiRequest } from '../../../api/transport.ts';
import { forbiddenAccess } from '../authorization/forbidden-access.ts';
import { accessOf } from '../authorization/request-access.ts';
import { badRequest, unknownError } from '../refusals.ts';
import { applyObject } from '../rest/apply.ts';
import { viewOf } from '../rest/object-view.ts';
import type { Registry } from '../rest/registry.ts';
import { decodeObject, fieldValidation, readStrictBody } from './decode-body.ts';
import { duplicateFields } from './duplicate-fields.ts';
import type { Patched } from './patch-request.ts';
import { queryFlag } from './query.ts';
import type { ResourcePath } from './request-path.ts';
import { writeOptions } from './write-options.ts';

/** Answers PATCH with an applied configuration. Models apiserver endpoints/handlers applyPatcher. */
export function applyRequest(registry: Registry, request: ApiRequest, path: ResourcePath): Patched {
  const { strategy, namespace, name, subresource, groupVersion } = path;
  const { context } = registry;
  const body = readStrictBody({
    ...request,
    headers: { ...request.headers, 'content-type': 'application/yaml' },
  });
  const { value: sent, problem, text = '' } = body;
  if (problem !== undefined) throw badRequest(`error decoding YAML: ${problem}`);
  if (sent !== null && (typeof sent !== 'object' || Array.isArray(sent))) {
    const type = Array.isArray(sent) ? 'array' : typeof sent === 'boolean' ? 'bool' : typeof sent;
    const why = `json: cannot unmarshal ${type} into Go value of type map[string]interface {}`;
    throw badRequest(`error decoding YAML: error unmarshaling JSON: while decoding JSON: ${why}`);
  }
  const validation = fieldValidation(request);
  const duplicates = /^\s*\{/.test(text) ? duplicateFields(text).map(asYamlSays) : body.duplicates;
  const strict = duplicates.length === 0 ? undefined : yamlErrors(duplicates);
  const view = viewOf(strategy, subresource, groupVersion);
  const decode = (value: unknown, what: string): KubeObject => {
    if (strict !== undefined && validation === 'Strict') throw badRequest(`error strict decoding YAML: ${strict}`);
    const { resource } = view;
    const { error } = decodeProblems(typeOfResource(resource)!, value);
    if (error !== undefined && resource.type === undefined) {
      const why = `unable to convert unstructured object to ${what.split('; ')[1]}: ${asConverted(error)}`;
      throw unknownError(`failed to convert new object (${what}) to proper version: ${why}`);
    }
    return decodeObject(resource, { value, duplicates: [] }, 'Ignore').object;
  };
  const mayCreate = (): void => {
    const asked = { ...accessOf(request), verb: 'create' };
    const { allowed, reason } = context.authorizer.authorize(asked);
    if (!allowed) throw forbiddenAccess(asked, reason);
  };
  const old = registry.find(strategy.resource, namespace, name);
  const options = writeOptions(request, groupVersion);
  const object = applyObject(
    context,
    { strategy, subresource, namespace, name, groupVersion, view },
    { sent: sent ?? {}, force: queryFlag(request.query, 'force'), decode, mayCreate },
    options,
  );
  const advice = subresource === '' ? (strategy.warnings?.(object, old) ?? []) : [];
  const said = [...advice, ...(options.warnings ?? [])];
  const warnings = strict !== undefined && validation === 'Warn' ? [strict, ...said] : said;
  return { object, warnings, created: old === undefined };
}

/** A merged object is no longer text when it is read, so that its reader speaks of Go's types. Models fromUnstructured. */
const asConverted = (error: string): string =>
  error.replace(/^json: cannot unmarshal number .* of type (u?int\d+)$/, 'cannot convert float64 to $1');

/** JSON is read as YAML here. Programs write it in one line, so that is where its fields are. */
const asYamlSays = (duplicate: string): string =>
  duplicate.replace(/^duplicate field "(?:.*[.\]])?(.*)"$/, 'line 1: key "$1" already set in map');

/** The words of sigs.k8s.io/yaml UnmarshalStrict. */
const yamlErrors = (lines: readonly string[]): string =>
  `error converting YAML to JSON: yaml: unmarshal errors:\n${lines.map((line) => `  ${line}`).join('\n')}`;
