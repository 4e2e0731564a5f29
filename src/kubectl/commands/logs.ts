import { goQuote } from '../../api/go-quote.ts';
import { parseTime } from '../../api/time.ts';
import { ResponseStream } from '../../api/transport.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { FlagValues, KubectlCommand } from '../command.ts';
import type { KubectlContext } from '../context.ts';
import type { KubectlIo } from '../io.ts';
import { ErrorList, KubectlError, usageError } from '../kubectl-error.ts';
import { isNotFound } from '../make-context.ts';
import { messageForError } from '../report-error.ts';
import { streamFrames } from '../stream-frames.ts';
import { type LogTarget, logTargets } from './logs/log-targets.ts';
import { selectorFlag } from './write-flags.ts';

const requiredArgument =
  "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command";

/** Models kubectl/pkg/cmd/logs. */
export const logsCommand: KubectlCommand = {
  name: 'logs',
  section: 'Troubleshooting and Debugging Commands',
  short: 'Print the logs for a container in a pod',
  long: 'Print the logs for a container in a pod or specified resource. If the pod has only one container, the container name is optional.',
  examples: `# Return snapshot logs from pod nginx with only one container
kubectl logs nginx

# Return snapshot of previous terminated ruby container logs from pod web-1
kubectl logs -p -c ruby web-1

# Begin streaming the logs of the ruby container in pod web-1
kubectl logs -f -c ruby web-1

# Display only the most recent 20 lines of output in pod nginx
kubectl logs --tail=20 nginx

# Return logs of a pod of a DaemonSet
kubectl logs ds/web`,
  usage: '[-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]',
  flags: [
    { name: 'all-containers', type: 'bool', help: "Get all containers' logs in the pod(s)." },
    { name: 'all-pods', type: 'bool', help: 'Get logs from all pod(s). Sets prefix to true.' },
    { name: 'container', shorthand: 'c', type: 'string', help: 'Print the logs of this container' },
    { name: 'follow', shorthand: 'f', type: 'bool', help: 'Specify if the logs should be streamed.' },
    {
      name: 'ignore-errors',
      type: 'bool',
      help: 'If watching / following pod logs, allow for any errors that occur to be non-fatal',
    },
    {
      name: 'insecure-skip-tls-verify-backend',
      type: 'bool',
      help: 'Skip verifying the identity of the kubelet that logs are requested from.',
    },
    { name: 'limit-bytes', type: 'int', default: '0', help: 'Maximum bytes of logs to return. Defaults to no limit.' },
    {
      name: 'max-log-requests',
      type: 'int',
      default: '5',
      help: 'Specify maximum number of concurrent logs to follow when using by a selector. Defaults to 5.',
    },
    {
      name: 'pod-running-timeout',
      type: 'duration',
      default: '20s',
      help: 'The length of time (like 5s, 2m, or 3h, higher than zero) to wait until at least one pod is running',
    },
    { name: 'prefix', type: 'bool', help: 'Prefix each log line with the log source (pod name and container name)' },
    {
      name: 'previous',
      shorthand: 'p',
      type: 'bool',
      help: 'If true, print the logs for the previous instance of the container in a pod if it exists.',
    },
    selectorFlag,
    {
      name: 'since',
      type: 'duration',
      default: '0s',
      help: 'Only return logs newer than a relative duration like 5s, 2m, or 3h. Defaults to all logs. Only one of since-time / since may be used.',
    },
    {
      name: 'since-time',
      type: 'string',
      help: 'Only return logs after a specific date (RFC3339). Defaults to all logs. Only one of since-time / since may be used.',
    },
    {
      name: 'tail',
      type: 'int',
      default: '-1',
      help: 'Lines of recent log file to display. Defaults to -1 with no selector, showing all log lines otherwise 10, if a selector is provided.',
    },
    { name: 'timestamps', type: 'bool', help: 'Include timestamps on each line in the log output' },
  ],
  completes: 'name:pods',
  async run(command, context, io) {
    const { flags, args } = command;
    const selector = flags.string('selector');
    if (args.length === 0 && selector === '') throw usageError(command, requiredArgument);
    if (args.length > 0 && selector !== '') throw usageError(command, 'only a selector (-l) or a POD name is allowed');
    if (args.length > 2) throw usageError(command, requiredArgument);
    const container = args[1] ?? flags.string('container');
    if (args[1] !== undefined && flags.string('container') !== '')
      throw new KubectlError('only one of -c or an inline [CONTAINER] arg is allowed');
    if (flags.bool('all-containers') && container !== '')
      throw new KubectlError(`--all-containers=true should not be specified with container name ${container}`);
    if (flags.changed('since') && flags.changed('since-time'))
      throw new KubectlError('at most one of `sinceTime` or `sinceSeconds` may be specified');
    if (flags.int('tail') < -1) throw new KubectlError('--tail must be greater than or equal to -1');
    if (flags.changed('limit-bytes') && flags.int('limit-bytes') < 0) {
      throw new KubectlError('--limit-bytes must be greater than 0');
    }
    if (flags.duration('pod-running-timeout') <= 0) {
      throw new KubectlError('--pod-running-timeout must be higher than zero');
    }
    const query = logQuery(flags, selector !== '');
    const targets = await logTargets(
      { args, selector, container, allContainers: flags.bool('all-containers'), allPods: flags.bool('all-pods') },
      context,
      io,
    ).catch((error: unknown) => {
      if (!isNotFound(error)) throw error;
      throw new KubectlError(
        `error from server (NotFound): ${(error as Error).message} in namespace ${goQuote(context.namespace)}`,
      );
    });
    const follow = flags.bool('follow');
    if (follow && targets.length > flags.int('max-log-requests')) {
      throw new KubectlError(
        `you are attempting to follow ${targets.length} log streams, but maximum allowed concurrency is ${flags.int('max-log-requests')}, use --max-log-requests to increase the limit`,
      );
    }
    const write = (target: LogTarget) => writeLog(target, query, flags, context, io);
    if (follow) await Promise.all(targets.map(write));
    else for (const target of targets) await write(target);
    return 0;
  },
};

function logQuery(flags: FlagValues, bySelector: boolean): Record<string, string> {
  const tail = flags.changed('tail') ? flags.int('tail') : bySelector ? 10 : -1;
  const since = flags.duration('since');
  if (flags.string('since-time') !== '' && parseTime(flags.string('since-time')) === undefined) {
    throw new KubectlError(
      `parsing time "${flags.string('since-time')}" as "2006-01-02T15:04:05Z07:00": cannot parse "${flags.string('since-time')}" as "2006"`,
    );
  }
  return {
    ...(flags.bool('follow') ? { follow: 'true' } : {}),
    ...(flags.bool('previous') ? { previous: 'true' } : {}),
    ...(flags.bool('timestamps') ? { timestamps: 'true' } : {}),
    ...(tail >= 0 ? { tailLines: String(tail) } : {}),
    ...(since > 0 ? { sinceSeconds: String(Math.ceil(since / 1000)) } : {}),
    ...(flags.string('since-time') === '' ? {} : { sinceTime: flags.string('since-time') }),
    ...(flags.int('limit-bytes') > 0 ? { limitBytes: String(flags.int('limit-bytes')) } : {}),
  };
}

async function writeLog(
  { pod, container }: { readonly pod: Pod; readonly container: string },
  query: Readonly<Record<string, string>>,
  flags: FlagValues,
  context: KubectlContext,
  io: KubectlIo,
): Promise<void> {
  const prefixed = flags.bool('prefix') || flags.bool('all-pods');
  const lead = prefixed ? `[pod/${pod.metadata.name}/${container}] ` : '';
  const write = (text: string) => io.stdout.write(lead === '' ? text : text.replace(/^(?=.)/gm, lead));
  try {
    const { body } = await context.raw({
      method: 'GET',
      path: `/api/v1/namespaces/${pod.metadata.namespace ?? 'default'}/pods/${pod.metadata.name}/log`,
      query: { ...query, container },
      accept: '*/*',
    });
    if (!(body instanceof ResponseStream)) {
      if (typeof body === 'string' && body !== '') await write(body);
      return;
    }
    for await (const frame of streamFrames(body as ResponseStream<string>, io.signal)) await write(frame);
  } catch (error) {
    if (!flags.bool('ignore-errors') || io.signal.aborted) throw error;
    await io.stdout.write(`error: ${error instanceof ErrorList ? error.message : messageForError(error)}\n`);
  }
}
