import { goQuote } from '../../../api/go-quote.ts';
import type { FlagValues, KubectlCommand } from '../../command.ts';
import type { KubectlContext } from '../../context.ts';
import type { KubectlIo } from '../../io.ts';
import { isJsonObject, type JsonObject, readList } from '../../json.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { buildResources } from '../../resource-builder.ts';
import type { ResourceInfo } from '../../resource-info.ts';
import { dryRunOf } from '../write-flags.ts';
import { changePodSpecs, setFlags, setInfos } from './change-pod-specs.ts';
import { changeContainers, matchesName } from './containers.ts';
import { type EnvVar, parseEnv, splitEnvArgs, updateEnv } from './env-vars.ts';
import { type EnvListing, writeListing } from './list-env.ts';
import { envResolver } from './resolve-env.ts';

/** Models kubectl/pkg/cmd/set/set_env.go. */
export const setEnvCommand: KubectlCommand = {
  name: 'env',
  short: 'Update environment variables on a pod template',
  long: `Update environment variables on a pod template.

 List environment variable definitions in one or more pods, pod templates. Add, update, or remove container environment variable definitions in one or more pod templates (within replication controllers or deployment configurations). View or modify the environment variable definitions on all containers in the specified pods or pod templates, or just those that match a wildcard.

 If "--env -" is passed, environment variables can be read from STDIN using the standard env syntax.`,
  examples: `  # Update deployment 'registry' with a new environment variable
  kubectl set env deployment/registry STORAGE_DIR=/local

  # List the environment variables defined on a deployments 'sample-build'
  kubectl set env deployment/sample-build --list

  # Import environment from a config map with a prefix
  kubectl set env --from=configmap/myconfigmap --prefix=MYSQL_ deployment/myapp

  # Remove the environment variable ENV from container 'c1' in all deployment configs
  kubectl set env deployments --all --containers="c1" ENV-`,
  usage: 'RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N',
  completes: 'resource-then-name',
  flags: [
    ...setFlags,
    {
      name: 'containers',
      shorthand: 'c',
      type: 'string',
      default: '*',
      help: 'The names of containers in the selected pod templates to change - may use wildcards',
    },
    {
      name: 'env',
      shorthand: 'e',
      type: 'stringArray',
      help: 'Specify a key-value pair for an environment variable to set into each container.',
    },
    { name: 'from', type: 'string', help: 'The name of a resource from which to inject environment variables' },
    { name: 'keys', type: 'stringSlice', help: 'Comma-separated list of keys to import from specified resource' },
    {
      name: 'list',
      type: 'bool',
      help: 'If true, display the environment and any changes in the standard format. this flag will removed when we have kubectl view env.',
    },
    {
      name: 'overwrite',
      type: 'bool',
      default: 'true',
      help: 'If true, allow environment to be overwritten, otherwise reject updates that overwrite existing environment.',
    },
    { name: 'prefix', type: 'string', help: 'Prefix to append to variable names' },
    { name: 'resolve', type: 'bool', help: 'If true, show secret or configmap references when listing variables' },
  ],
  async run(command, context, io) {
    const { args, flags } = command;
    if (flags.bool('all') && flags.string('selector') !== '') {
      throw new KubectlError('cannot set --all and --selector at the same time');
    }
    const split = splitEnvArgs(args);
    const dryRun = dryRunOf(flags);
    const list = flags.bool('list');
    if (flags.bool('local') && dryRun === 'server') {
      throw new KubectlError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
    }
    if (flags.list('filename').length === 0 && split.resources.length === 0) {
      throw new KubectlError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
    }
    if (list && flags.string('output') !== '')
      throw new KubectlError('--list and --output may not be specified together');
    if (flags.list('keys').length > 0 && flags.string('from') === '') {
      throw new KubectlError('when specifying --keys, a configmap or secret must be provided with --from');
    }
    const parsed = await parseEnv([...flags.list('env'), ...split.env], io);
    const imported = flags.string('from') === '' ? [] : await importedEnv(flags, context, io);
    const prefix = flags.string('prefix');
    const env = [...parsed.env, ...imported].map((one) => ({ ...one, name: `${prefix}${one.name}` }));
    const pattern = flags.string('containers');
    const overwrite = flags.bool('overwrite');
    const infos = await setInfos(split.resources, flags, context, io);
    const listings: EnvListing[] = [];
    const warnings: string[] = [];
    const change = (spec: JsonObject, { resource: { kind }, name, object = {} }: ResourceInfo): JsonObject => {
      const result = changeContainers(spec, pattern, (container) => {
        const before = readList(container, 'env') as readonly EnvVar[];
        const taken = env.find(({ name, value }) =>
          before.some((old) => old.name === name && (old.value ?? '') !== (value ?? '')),
        );
        if (!overwrite && taken !== undefined) {
          const value = before.find((old) => old.name === taken.name)?.value ?? '';
          throw new KubectlError(`'${taken.name}' already has a value (${value}), and --overwrite is false`);
        }
        const after = updateEnv(before, env, parsed.remove);
        if (list) listings.push({ kind, name, container, env: after, object });
        const { env: _, ...others } = container;
        return after.length === 0 ? others : { ...others, env: after };
      });
      if (!result.found) warnings.push(`${kind}/${name} does not have any containers matching ${goQuote(pattern)}`);
      return result.spec;
    };
    const work = changePodSpecs(
      infos,
      {
        failure: 'env update to pod template: ',
        operation: 'env updated',
        change: (spec, info) => {
          const next = change(spec, info);
          return list ? undefined : next;
        },
      },
      dryRun,
      command,
      context,
      io,
    );
    await work.finally(async () => {
      for (const warning of warnings) await io.stderr.write(`Warning: ${warning}\n`);
      const resolve = flags.bool('resolve') ? envResolver(context) : undefined;
      for (const listing of listings) await writeListing(listing, resolve, io);
    });
    return 0;
  },
};

/** The keys of a ConfigMap or Secret as references to them. */
async function importedEnv(flags: FlagValues, context: KubectlContext, io: KubectlIo): Promise<readonly EnvVar[]> {
  const found = await buildResources({ args: [flags.string('from')], continueOnError: true }, context, io);
  const keys = flags.list('keys');
  const env: EnvVar[] = [];
  await found.visit(async ({ resource, name, object }) => {
    const reference = { Secret: 'secretKeyRef', ConfigMap: 'configMapKeyRef' }[resource.kind];
    if (reference === undefined) throw new KubectlError('unsupported resource specified in --from');
    const data = isJsonObject(object?.data) ? object.data : {};
    for (const key of Object.keys(data)) {
      if (keys.length > 0 && !keys.some((wanted) => matchesName(key, wanted))) continue;
      const variable = key.replace(/[^a-zA-Z0-9_]/g, '_').toUpperCase();
      if (variable !== key) await io.stderr.write(`Warning: key ${key} transferred to ${variable}\n`);
      env.push({ name: variable, valueFrom: { [reference]: { name, key } } });
    }
  });
  return env;
}
