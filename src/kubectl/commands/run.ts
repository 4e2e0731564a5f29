import { goQuote } from '../../api/go-quote.ts';
import { withLastAppliedStruct } from '../apply/last-applied.ts';
import type { KubectlCommand } from '../command.ts';
import { present, typeAndMetadata } from '../generate/generated.ts';
import { generatePod, parseLabels } from '../generate/pod.ts';
import { type JsonObject, readText } from '../json.ts';
import { KubectlError, notSimulated, usageError } from '../kubectl-error.ts';
import { recorded } from './change-cause.ts';
import { inNamespace } from './create/generator-command.ts';
import { requireFlag } from './create/require-flag.ts';
import { overrideFlags, overrideObject } from './override-object.ts';
import { parsePairs } from './pairs.ts';
import { resultPrinter } from './result-printer.ts';
import {
  dryRunFlag,
  dryRunOf,
  fieldManagerFlag,
  printFlags,
  recordFlag,
  saveConfigFlag,
  writeQuery,
} from './write-flags.ts';

/** Models kubectl/pkg/cmd/run. */
export const runCommand: KubectlCommand = {
  name: 'run',
  section: 'Basic Commands (Beginner):',
  short: 'Run a particular image on the cluster',
  long: 'Create and run a particular image in a pod.',
  examples: `  # Start a nginx pod
  kubectl run nginx --image=nginx

  # Start a hazelcast pod and let the container expose port 5701
  kubectl run hazelcast --image=hazelcast/hazelcast --port=5701

  # Dry run; print the corresponding API objects without creating them
  kubectl run nginx --image=nginx --dry-run=client

  # Start a nginx pod, but overload the spec with a partial set of values parsed from JSON
  kubectl run nginx --image=nginx --overrides='{ "apiVersion": "v1", "spec": { ... } }'

  # Start the nginx pod using a different command and custom arguments
  kubectl run nginx --image=nginx --command -- <cmd> <arg1> ... <argN>`,
  usage:
    'NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...]',
  completes: 'none',
  flags: [
    { name: 'annotations', type: 'stringArray', help: 'Annotations to apply to the pod.' },
    {
      name: 'attach',
      type: 'bool',
      help: "If true, wait for the Pod to start running, and then attach to the Pod as if 'kubectl attach ...' were called.",
    },
    {
      name: 'command',
      type: 'bool',
      help: "If true and extra arguments are present, use them as the 'command' field in the container, rather than the 'args' field which is the default.",
    },
    dryRunFlag,
    { name: 'env', type: 'stringArray', help: 'Environment variables to set in the container.' },
    {
      name: 'expose',
      type: 'bool',
      help: 'If true, create a ClusterIP service associated with the pod.  Requires `--port`.',
    },
    fieldManagerFlag('kubectl-run'),
    { name: 'image', type: 'string', help: 'The image for the container to run.' },
    {
      name: 'image-pull-policy',
      type: 'string',
      help: 'The image pull policy for the container.  If left empty, this value will not be specified by the client and defaulted by the server.',
    },
    {
      name: 'labels',
      shorthand: 'l',
      type: 'string',
      help: 'Comma separated labels to apply to the pod. Will override previous values.',
    },
    {
      name: 'leave-stdin-open',
      type: 'bool',
      help: 'If the pod is started in interactive mode or with stdin, leave stdin open after the first attach completes.',
    },
    ...overrideFlags,
    { name: 'port', type: 'string', help: 'The port that this container exposes.' },
    { name: 'privileged', type: 'bool', help: 'If true, run the container in privileged mode.' },
    { name: 'quiet', shorthand: 'q', type: 'bool', help: 'If true, suppress prompt messages.' },
    {
      name: 'restart',
      type: 'string',
      default: 'Always',
      help: 'The restart policy for this Pod.  Legal values [Always, OnFailure, Never].',
      values: ['Always', 'OnFailure', 'Never'],
    },
    {
      name: 'rm',
      type: 'bool',
      help: "If true, delete the pod after it exits.  Only valid when attaching to the container, e.g. with '--attach' or with '-i/--stdin'.",
    },
    recordFlag,
    saveConfigFlag,
    {
      name: 'stdin',
      shorthand: 'i',
      type: 'bool',
      help: 'Keep stdin open on the container in the pod, even if nothing is attached.',
    },
    { name: 'tty', shorthand: 't', type: 'bool', help: 'Allocate a TTY for the container in the pod.' },
    ...printFlags,
  ],
  async run(command, context, io) {
    const { args, flags } = command;
    requireFlag(flags, 'image');
    const dryRun = dryRunOf(flags);
    const printer = resultPrinter(flags, dryRun, io);
    const [name = ''] = args;
    if (args.length === 0 || command.argsBeforeDash === 0) throw usageError(command, 'NAME is required for run');
    const image = flags.string('image');
    if (image === '') throw new KubectlError('--image is required');
    if (!imagePattern.test(image)) {
      throw new KubectlError(`Invalid image name ${goQuote(image)}: invalid reference format`);
    }
    const stdin = flags.bool('stdin');
    const attach = flags.bool('attach') || (stdin && !flags.changed('attach'));
    if (flags.bool('tty') && !stdin)
      throw usageError(command, '-i/--stdin is required for containers with -t/--tty=true');
    if (flags.bool('expose') && flags.string('port') === '') {
      throw usageError(command, '--port must be set when exposing a service');
    }
    const restart = flags.string('restart');
    if (!['', 'Always', 'OnFailure', 'Never'].includes(restart)) {
      throw usageError(command, `invalid restart policy: ${restart}`);
    }
    if (flags.bool('rm') && !attach) throw usageError(command, '--rm should only be used for attached containers');
    if (attach && dryRun !== 'none') {
      throw usageError(
        command,
        "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)",
      );
    }
    const pull = flags.string('image-pull-policy');
    if (!['', 'Always', 'IfNotPresent', 'Never'].includes(pull)) {
      throw usageError(command, `invalid image pull policy: ${pull}`);
    }
    if (attach) throw notSimulated('run with --attach, --stdin or --rm (nothing can be attached to a container)');
    const pod = generatePod({
      name,
      image,
      labels: flags.string('labels'),
      annotations: parsePairs(flags.list('annotations'), 'annotations', false).set,
      env: flags.list('env'),
      port: flags.string('port'),
      args: args.slice(1),
      command: flags.bool('command'),
      restart,
      imagePullPolicy: pull,
      stdin,
      stdinOnce: stdin && !flags.bool('leave-stdin-open'),
      tty: flags.bool('tty'),
      privileged: flags.bool('privileged'),
    });
    const query = writeQuery(flags, dryRun);
    const finish = async (plain: JsonObject, typed: boolean): Promise<readonly [JsonObject, boolean]> => {
      const generated = recorded(plain, command);
      if (dryRun === 'client')
        return [context.namespaceGiven ? inNamespace(generated, context.namespace) : generated, typed];
      const resource = await context.resourceForKind(readText(generated, 'apiVersion'), readText(generated, 'kind'));
      const body = flags.bool('save-config') ? withLastAppliedStruct(generated) : generated;
      const response = await context.request({ method: 'POST', resource, namespace: context.namespace, query, body });
      return [response.body as JsonObject, false];
    };
    const overrides = flags.string('overrides');
    const [made, typed] = await finish(overrideObject(pod, overrides, flags.string('override-type')), overrides === '');
    if (flags.bool('expose')) {
      const [service, plain] = await finish(serviceOf(name, flags.string('port'), flags.string('labels')), true);
      await printer.print(service, 'created', plain);
    }
    await printer.print(made, 'created', typed);
    return 0;
  },
};

/** Letters, digits and separators with an optional host, tag and digest. Models distribution/reference ReferenceRegexp. */
const imagePattern =
  /^(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::\d+)?\/)?[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*(?::[\w][\w.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$/;

/** Models kubectl/pkg/generate/versioned/service.go for `run --expose`. */
function serviceOf(name: string, port: string, labels: string): JsonObject {
  return {
    ...typeAndMetadata('v1', 'Service', name, labels === '' ? {} : { labels: parseLabels(labels) }),
    spec: {
      ports: [{ protocol: 'TCP', port: Number(port), targetPort: Number(port) }],
      ...present('selector', labels === '' ? { run: name } : parseLabels(labels)),
    },
    status: { loadBalancer: {} },
  };
}
