import { type ExecAnswer, exitCodeOf } from '../../api/exec.ts';
import { formatSelector, selectorFromLabelSelector } from '../../api/labels.ts';
import type { LabelSelector } from '../../api/object.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { KubectlCommand, ParsedCommand } from '../command.ts';
import type { KubectlContext } from '../context.ts';
import type { KubectlIo } from '../io.ts';
import { isJsonObject, readPath } from '../json.ts';
import { KubectlError, notSimulated, UnprefixedError, usageError } from '../kubectl-error.ts';
import { buildResources } from '../resource-builder.ts';
import { byUsefulness, oneContainer } from './logs/log-targets.ts';
import { builderFlags, filenameFlags } from './write-flags.ts';

/** A command in a container that failed: the status is its own. Models client-go util/exec CodeExitError. */
class CommandFailed extends UnprefixedError {
  override readonly exitCode: number;
  constructor(exitCode: number) {
    super(`command terminated with exit code ${exitCode}`);
    this.exitCode = exitCode;
  }
}

/** Models kubectl/pkg/cmd/exec. */
export const execCommand: KubectlCommand = {
  name: 'exec',
  section: 'Troubleshooting and Debugging Commands:',
  short: 'Execute a command in a container',
  long: 'Execute a command in a container. In Drydock a simulated container knows a small shell and the usual text tools.',
  examples: `  # Get output from running the 'date' command from pod mypod, using the first container by default
  kubectl exec mypod -- date

  # Get output from running 'date' command from the first pod of the deployment mydeployment, using the first container by default
  kubectl exec deploy/mydeployment -- date`,
  usage: '(POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]',
  completes: 'name:pods',
  flags: [
    {
      name: 'container',
      shorthand: 'c',
      type: 'string',
      help: 'Container name. If omitted, use the kubectl.kubernetes.io/default-container annotation for selecting the container to be attached or the first container in the pod will be chosen',
    },
    ...filenameFlags,
    {
      name: 'pod-running-timeout',
      type: 'duration',
      default: '1m0s',
      help: 'The length of time (like 5s, 2m, or 3h, higher than zero) to wait until at least one pod is running',
    },
    { name: 'quiet', shorthand: 'q', type: 'bool', help: 'Only print output from the remote session' },
    { name: 'stdin', shorthand: 'i', type: 'bool', help: 'Pass stdin to the container' },
    { name: 'tty', shorthand: 't', type: 'bool', help: 'Stdin is a TTY' },
  ],
  async run(command, context, io) {
    const { args, flags, argsBeforeDash } = command;
    const target = args.length > 0 && argsBeforeDash !== 0 ? args[0]! : '';
    const files = flags.list('filename').length > 0;
    if (argsBeforeDash < 0 && (args.length > 1 || (args.length > 0 && files))) {
      throw usageError(command, 'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead');
    }
    if (target === '' && !files) throw new KubectlError('pod, type/name or --filename must be specified');
    const words = argsBeforeDash < 0 ? [] : args.slice(argsBeforeDash);
    if (words.length === 0) throw new KubectlError('you must specify at least one command for the container');
    const pod = await podFor(command, target, context, io);
    const { phase } = pod.status;
    if (phase === 'Succeeded' || phase === 'Failed') {
      throw new KubectlError(`cannot exec into a container in a completed pod; current phase is ${phase}`);
    }
    const given = flags.string('container');
    const container =
      given !== '' ? given : await oneContainer(pod, namesOf(pod), '', quietly(io, flags.bool('quiet')));
    const stdin = flags.bool('stdin');
    if (stdin && flags.bool('tty') && io.terminal !== undefined) {
      throw notSimulated('an interactive terminal in a container; give the command itself, without -it');
    }
    if (stdin && flags.bool('tty') && !flags.bool('quiet')) {
      await io.stderr.write('Unable to use a TTY - input is not a terminal or the right kind of file\n');
    }
    const { body } = await context.raw({
      method: 'POST',
      path: `/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}/exec`,
      query: { command: words, container, ...(stdin ? { stdin: 'true' } : {}), stdout: 'true', stderr: 'true' },
      ...(stdin ? { body: await io.readStdin(), contentType: 'text/plain' } : {}),
    });
    const answer = body as ExecAnswer;
    if (answer.stdout !== '') await io.stdout.write(answer.stdout);
    if (answer.stderr !== '') await io.stderr.write(answer.stderr);
    if (answer.status.status !== 'Success' && answer.status.reason !== 'NonZeroExitCode') {
      throw new KubectlError(answer.status.message ?? '');
    }
    const code = exitCodeOf(answer);
    if (code !== 0) throw new CommandFailed(code);
    return 0;
  },
};

const namesOf = ({ spec }: Pod): readonly string[] =>
  [...(spec.initContainers ?? []), ...spec.containers, ...(spec.ephemeralContainers ?? [])].map(({ name }) => name);

const quietly = (io: KubectlIo, quiet: boolean): KubectlIo =>
  quiet ? { ...io, stderr: { write: async () => undefined } } : io;

/** The pod itself, or the most useful one of an object's pods. Models AttachablePodForObjectFn. */
async function podFor({ flags }: ParsedCommand, target: string, context: KubectlContext, io: KubectlIo): Promise<Pod> {
  const args = target === '' ? [] : target.includes('/') ? [target] : ['pods', target];
  const infos = await (await buildResources({ ...builderFlags(flags), args }, context, io)).infos();
  if (infos.length !== 1) throw new KubectlError('cannot exec into multiple objects at a time');
  const { object, resource, namespace } = infos[0]!;
  if (resource.kind === 'Pod') return object as unknown as Pod;
  const given = readPath(object, 'spec', 'selector');
  if (!isJsonObject(given)) {
    throw new KubectlError(
      `cannot attach to ${goTypeOf(resource.kind)}: selector for ${goTypeOf(resource.kind)} not implemented`,
    );
  }
  const isSelector = isJsonObject(given.matchLabels) || Array.isArray(given.matchExpressions);
  const selector: LabelSelector = isSelector ? given : { matchLabels: given as Record<string, string> };
  const labelSelector = formatSelector(selectorFromLabelSelector(selector));
  const pods = await context.list(await context.resource('pods'), namespace, { labelSelector });
  const [first] = [...(pods as readonly Pod[])].sort(byUsefulness);
  if (first === undefined) throw new KubectlError('timed out waiting for the condition');
  return first;
}

const goTypeOf = (kind: string): string => `*v1.${kind}`;
