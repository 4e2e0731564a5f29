import type { KubectlCommand } from '../command.ts';
import type { ApiResource, KubectlContext } from '../context.ts';
import { explainText } from '../explain/explain-text.ts';
import { isJsonObject } from '../json.ts';
import { KubectlError, notSimulated, UnprefixedError } from '../kubectl-error.ts';

const outputs = ['plaintext', 'plaintext-openapiv2'];

/** Models kubectl/pkg/cmd/explain. */
export const explainCommand: KubectlCommand = {
  name: 'explain',
  section: 'Basic Commands (Intermediate)',
  short: 'Get documentation for a resource',
  long: `Describe fields and structure of various resources.

 A field is named by its path from the resource:

  <type>.<fieldName>[.<fieldName>]

 The texts come from the OpenAPI documents of the server.`,
  examples: `# Get the documentation of the resource and its fields
kubectl explain pods

# Get all the fields in the resource
kubectl explain pods --recursive

# Get the documentation of a specific field of a resource
kubectl explain pods.spec.containers

# Get the explanation for deployment in supported api versions
kubectl explain deployments --api-version=apps/v1`,
  usage: 'TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [-o|--output=plaintext|plaintext-openapiv2]',
  flags: [
    { name: 'api-version', type: 'string', help: 'Use given api-version (group/version) of the resource.' },
    {
      name: 'output',
      shorthand: 'o',
      type: 'string',
      default: 'plaintext',
      values: outputs,
      help: 'Format in which to render the schema. Valid values are: (plaintext, plaintext-openapiv2).',
    },
    {
      name: 'recursive',
      type: 'bool',
      help: 'When true, print the name of all the fields recursively. Otherwise, print the available fields with their description.',
    },
  ],
  completes: 'resource-then-name',
  async run({ flags, args }, context, io) {
    if (args.length === 0) {
      throw new KubectlError(
        'You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.\n',
      );
    }
    if (args.length > 1) throw new KubectlError('We accept only this format: explain RESOURCE\n');
    const output = flags.string('output');
    if (output === 'plaintext-openapiv2') throw notSimulated('explain --output=plaintext-openapiv2');
    if (output !== 'plaintext') throw new KubectlError(`unrecognized format: ${output}`);
    const { resource, path } = await parsePath(args[0]!, flags.string('api-version'), context);
    const where = resource.group === '' ? `api/${resource.version}` : `apis/${resource.group}/${resource.version}`;
    const { body } = await context.raw({ method: 'GET', path: `/openapi/v3/${where}` });
    const { text, missing } = explainText(isJsonObject(body) ? body : {}, resource, path, flags.bool('recursive'));
    await io.stdout.write(text);
    if (missing !== undefined) throw new KubectlError(missing);
    return 0;
  },
};

/** `daemonsets.apps.spec.template` as resource and fields. Models SplitAndParseResourceRequestWithMatchingPrefix. */
async function parsePath(
  word: string,
  apiVersion: string,
  context: KubectlContext,
): Promise<{ readonly resource: ApiResource; readonly path: readonly string[] }> {
  const parts = word.split('.').filter((part) => part !== '');
  const first = parts[0] ?? '';
  const rest = parts.slice(1);
  const all = await context.resources();
  const found = await context.resource(first).catch((error: unknown) => {
    throw error instanceof KubectlError ? new UnprefixedError(error.message) : error;
  });
  const names = all.filter(({ plural }) => plural === found.plural);
  for (const one of names) {
    for (const lead of [one.group, `${one.version}.${one.group}`]) {
      if (one.group !== '' && `${rest.join('.')}.`.startsWith(`${lead}.`))
        return { resource: one, path: rest.slice(lead.split('.').length) };
    }
  }
  if (apiVersion === '') return { resource: found, path: rest };
  const wanted = names.find(({ group, version }) => (group === '' ? version : `${group}/${version}`) === apiVersion);
  if (wanted === undefined)
    throw new KubectlError(`couldn't find resource for "${apiVersion}, Resource=${found.plural}"`);
  return { resource: wanted, path: rest };
}
