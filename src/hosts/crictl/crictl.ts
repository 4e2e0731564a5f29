import type { Program, ProgramIo } from '../../shell/program.ts';
import { type HostContext, isMachine } from '../host-context.ts';
import { crictlExec, crictlLogs } from './container-io.ts';
import { crictlError } from './crictl-error.ts';
import { parseCall } from './crictl-flags.ts';
import { images, pull, removeImages } from './images.ts';
import { inspectContainers, inspectPods } from './inspect.ts';
import { listContainers, listPods } from './lists.ts';
import { removeContainers, removePods, stopContainers, stopPods } from './stop.ts';

/** One command of crictl: its flags with a value, and what it does. */
export interface CrictlCommand {
  /** Letters and names of flags that take a value. */
  readonly valued: readonly string[];
  run(here: HostContext, io: ProgramIo, call: CrictlCall): Promise<number>;
}

export interface CrictlCall {
  readonly flags: ReadonlyMap<string, string>;
  readonly args: readonly string[];
}

const COMMANDS: Readonly<Record<string, CrictlCommand>> = {
  ps: listContainers,
  pods: listPods,
  images,
  image: images,
  img: images,
  logs: crictlLogs,
  exec: crictlExec,
  inspect: inspectContainers,
  inspectp: inspectPods,
  stop: stopContainers,
  rm: removeContainers,
  stopp: stopPods,
  rmp: removePods,
  pull,
  rmi: removeImages,
  version: {
    valued: [],
    async run(_here, io) {
      await io.stdout.write(
        'Version:  0.1.0\nRuntimeName:  containerd\nRuntimeVersion:  1.7.27\nRuntimeApiVersion:  v1\n',
      );
      return 0;
    },
  },
};

const OTHERS = [
  'attach',
  'create',
  'run',
  'runp',
  'start',
  'update',
  'info',
  'stats',
  'statsp',
  'port-forward',
  'checkpoint',
  'completion',
  'config',
  'imagefsinfo',
  'metricsp',
  'events',
  'runtime-config',
  'inspecti',
];
const SOCKET = '/run/containerd/containerd.sock';

/** `crictl`: the container runtime of one machine, past its kubelet. */
export const crictl =
  (here: HostContext): Program =>
  async (io) => {
    const args = [...io.args];
    while (args[0]?.startsWith('-') === true) {
      const word = args.shift()!;
      if (word === '--version' || word === '-v') {
        await io.stdout.write('crictl version v1.33.0\n');
        return 0;
      }
      if (/^-(r|i|t|c)$|^--(runtime-endpoint|image-endpoint|timeout|config)$/.test(word)) args.shift();
    }
    const name = args.shift();
    const command = name === undefined || !Object.hasOwn(COMMANDS, name) ? undefined : COMMANDS[name];
    if (command === undefined) {
      if (name === undefined || name === 'help' || name === 'h') {
        await io.stdout.write(
          `NAME:\n   crictl - client for CRI\n\nUSAGE:\n   crictl [global options] command [command options] [arguments...]\n\nCOMMANDS:\n   ${Object.keys(COMMANDS).join(', ')}\n   not simulated in Drydock: ${OTHERS.join(', ')}\n`,
        );
        return 0;
      }
      if (OTHERS.includes(name)) {
        await io.stderr.write(`crictl: not simulated in Drydock: crictl ${name}\n`);
        return 1;
      }
      await io.stderr.write(`No help topic for '${name}'\n`);
      return 3;
    }
    const refusal = connection(here);
    if (refusal !== undefined) {
      const dial = `dial unix ${SOCKET}: connect: ${refusal}`;
      return crictlError(
        io,
        `validate service connection: validate CRI v1 runtime API for endpoint "unix://${SOCKET}": rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: ${dial}"`,
      );
    }
    const call = parseCall(args, command.valued, name === 'exec');
    if (typeof call === 'string') {
      await io.stderr.write(`Incorrect Usage: ${call}\n\n`);
      return 1;
    }
    return command.run(here, io, call);
  };

function connection(here: HostContext): string | undefined {
  if (!isMachine(here)) return 'no such file or directory';
  if (here.user !== 'root') return 'permission denied';
  return here.hosts.needs.kubelets.isRuntimeUp(here.node) ? undefined : 'no such file or directory';
}
