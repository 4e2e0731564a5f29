import type { KubectlCommand } from '../../command.ts';
import { parseResourceList } from '../../generate/resource-list.ts';
import { isJsonObject, type JsonObject, readPath } from '../../json.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { dryRunOf, recordFlag } from '../write-flags.ts';
import { changePodSpecs, setFlags, setInfos } from './change-pod-specs.ts';
import { changeContainers } from './containers.ts';

/** Models kubectl/pkg/cmd/set/set_resources.go. */
export const setResourcesCommand: KubectlCommand = {
  name: 'resources',
  short: 'Update resource requests/limits on objects with pod templates',
  long: `Specify compute resource requirements (CPU, memory) for any resource that defines a pod template.  If a pod is successfully scheduled, it is guaranteed the amount of resource requested, but may burst up to its specified limits.

 For each compute resource, if a limit is specified and a request is omitted, the request will default to the limit.`,
  examples: `  # Set a deployments nginx container cpu limits to "200m" and memory to "512Mi"
  kubectl set resources deployment nginx -c=nginx --limits=cpu=200m,memory=512Mi

  # Set the resource request and limits for all containers in nginx
  kubectl set resources deployment nginx --limits=cpu=200m,memory=512Mi --requests=cpu=100m,memory=256Mi`,
  usage: '(-f FILENAME | TYPE NAME)  ([--limits=LIMITS & --requests=REQUESTS]',
  completes: 'resource-then-name',
  flags: [
    ...setFlags,
    {
      name: 'containers',
      shorthand: 'c',
      type: 'string',
      default: '*',
      help: 'The names of containers in the selected pod templates to change, all containers are selected by default - may use wildcards',
    },
    {
      name: 'limits',
      type: 'string',
      help: "The resource requirement requests for this container.  For example, 'cpu=100m,memory=256Mi'.  Note that server side components may assign requests depending on the server configuration, such as limit ranges.",
    },
    recordFlag,
    {
      name: 'requests',
      type: 'string',
      help: "The resource requirement requests for this container.  For example, 'cpu=100m,memory=256Mi'.  Note that server side components may assign requests depending on the server configuration, such as limit ranges.",
    },
  ],
  async run(command, context, io) {
    const { args, flags } = command;
    const dryRun = dryRunOf(flags);
    const infos = await setInfos(args, flags, context, io);
    if (flags.bool('local') && dryRun === 'server') {
      throw new KubectlError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
    }
    if (flags.bool('all') && flags.string('selector') !== '') {
      throw new KubectlError('cannot set --all and --selector at the same time');
    }
    if (flags.string('limits') === '' && flags.string('requests') === '') {
      throw new KubectlError('you must specify an update to requests or limits (in the form of --requests/--limits)');
    }
    const limits = parseResourceList(flags.string('limits'));
    const requests = parseResourceList(flags.string('requests'));
    const pattern = flags.string('containers');
    await changePodSpecs(
      infos,
      {
        failure: 'resources update to pod template ',
        operation: 'resource requirements updated',
        change(spec, _info, errors) {
          const result = changeContainers(spec, pattern, (container) => ({
            ...container,
            resources: {
              ...objectAt(container, 'resources'),
              ...(limits === undefined ? {} : { limits: { ...objectAt(container, 'resources', 'limits'), ...limits } }),
              ...(requests === undefined
                ? {}
                : { requests: { ...objectAt(container, 'resources', 'requests'), ...requests } }),
            },
          }));
          if (result.found) return result.spec;
          errors.push(new KubectlError(`error: unable to find container named ${pattern}`));
          return undefined;
        },
      },
      dryRun,
      command,
      context,
      io,
    );
    return 0;
  },
};

function objectAt(object: JsonObject, ...path: readonly string[]): JsonObject {
  const found = readPath(object, ...path);
  return isJsonObject(found) ? found : {};
}
