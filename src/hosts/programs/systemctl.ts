import type { UnitName } from '../../cluster/kubelet/machine-services.ts';
import type { Program, ProgramIo } from '../../shell/program.ts';
import { DROP_INS } from '../files/unit-files.ts';
import { type HostContext, isMachine } from '../host-context.ts';
import { unitStatus } from './unit-status.ts';

const WANTS = '/etc/systemd/system/multi-user.target.wants';
const CHANGES = [
  'start',
  'stop',
  'restart',
  'reload',
  'try-restart',
  'reload-or-restart',
  'enable',
  'disable',
  'daemon-reload',
  'reset-failed',
  'kill',
  'mask',
  'unmask',
  'reenable',
  'daemon-reexec',
];

/** `systemctl VERB UNIT...` for the kubelet and containerd of a machine. */
export const systemctl =
  (here: HostContext): Program =>
  async (io) => {
    const words = io.args.filter((arg) => !arg.startsWith('-'));
    const flags = new Set(io.args.filter((arg) => arg.startsWith('-')));
    const verb = words[0] ?? 'list-units';
    const units = words.slice(1).map((word) => word.replace(/\.service$/, ''));
    if (here.user !== 'root' && CHANGES.includes(verb)) {
      const what = verb === 'daemon-reload' ? 'Failed to reload daemon' : `Failed to ${verb} ${units[0] ?? ''}.service`;
      await io.stderr.write(`${what}: Interactive authentication required.\n`);
      if (units[0] !== undefined) {
        await io.stderr.write(`See system logs and 'systemctl status ${units[0]}.service' for details.\n`);
      }
      return 1;
    }
    if (verb === 'daemon-reload' || verb === 'daemon-reexec') {
      if (isMachine(here)) here.hosts.units.reload(here.node);
      return 0;
    }
    if (verb === 'list-units' || verb === 'list-unit-files') return listUnits(here, io, verb);
    if (units.length === 0 && verb !== 'status') {
      await io.stderr.write('Too few arguments.\n');
      return 1;
    }
    const run = VERBS[verb];
    if (run === undefined) {
      await io.stderr.write(
        KNOWN.has(verb) ? `systemctl: not simulated in Drydock: ${verb}\n` : `Unknown command verb '${verb}'.\n`,
      );
      return 1;
    }
    let status = 0;
    for (const unit of units) {
      const name = isMachine(here) && (unit === 'kubelet' || unit === 'containerd') ? unit : undefined;
      status = Math.max(status, name === undefined ? await missing(io, verb, unit) : await run(here, io, name, flags));
    }
    return status;
  };

const KNOWN = new Set([
  'mask',
  'unmask',
  'edit',
  'kill',
  'list-dependencies',
  'set-property',
  'list-timers',
  'reboot',
  'isolate',
]);

async function missing(io: ProgramIo, verb: string, unit: string): Promise<number> {
  switch (verb) {
    case 'status':
    case 'cat':
      await io.stderr.write(
        verb === 'cat' ? `No files found for ${unit}.service.\n` : `Unit ${unit}.service could not be found.\n`,
      );
      return verb === 'cat' ? 1 : 4;
    case 'is-active':
      await io.stdout.write('inactive\n');
      return 4;
    case 'is-failed':
      await io.stdout.write('inactive\n');
      return 1;
    case 'is-enabled':
      await io.stdout.write('not-found\n');
      return 4;
    case 'enable':
    case 'disable':
      await io.stderr.write(`Failed to ${verb} unit: Unit file ${unit}.service does not exist.\n`);
      return 1;
    default:
      await io.stderr.write(`Failed to ${verb} ${unit}.service: Unit ${unit}.service not found.\n`);
      return 5;
  }
}

type Verb = (here: HostContext, io: ProgramIo, unit: UnitName, flags: ReadonlySet<string>) => Promise<number>;

const VERBS: Readonly<Record<string, Verb>> = {
  async start({ hosts, node }, io, unit) {
    await warnIfStale(hosts, node, io, unit);
    hosts.needs.services.start(node, unit);
    return 0;
  },
  async stop({ hosts, node }, io, unit) {
    await warnIfStale(hosts, node, io, unit);
    hosts.needs.services.stop(node, unit);
    return 0;
  },
  async restart({ hosts, node }, io, unit) {
    await warnIfStale(hosts, node, io, unit);
    hosts.needs.services.restart(node, unit);
    return 0;
  },
  'try-restart': async (here, io, unit, flags) =>
    here.hosts.needs.services.unit(here.node, unit).state === 'inactive' ? 0 : VERBS.restart!(here, io, unit, flags),
  'reload-or-restart': (here, io, unit, flags) => VERBS.restart!(here, io, unit, flags),
  async reload(_here, io, unit) {
    await io.stderr.write(
      `Failed to reload ${unit}.service: Job type reload is not applicable for unit ${unit}.service.\n`,
    );
    return 1;
  },
  async enable(here, io, unit, flags) {
    const { hosts, node } = here;
    if (!hosts.needs.services.unit(node, unit).enabled) {
      await io.stderr.write(`Created symlink ${WANTS}/${unit}.service → /usr/lib/systemd/system/${unit}.service.\n`);
    }
    hosts.needs.services.enable(node, unit, true);
    return flags.has('--now') ? VERBS.start!(here, io, unit, flags) : 0;
  },
  async disable(here, io, unit, flags) {
    const { hosts, node } = here;
    if (hosts.needs.services.unit(node, unit).enabled) await io.stderr.write(`Removed "${WANTS}/${unit}.service".\n`);
    hosts.needs.services.enable(node, unit, false);
    return flags.has('--now') ? VERBS.stop!(here, io, unit, flags) : 0;
  },
  async 'is-active'({ hosts, node }, io, unit, flags) {
    const { state } = hosts.needs.services.unit(node, unit);
    const word = state === 'auto-restart' ? 'activating' : state;
    if (!flags.has('-q') && !flags.has('--quiet')) await io.stdout.write(`${word}\n`);
    return state === 'active' ? 0 : 3;
  },
  async 'is-enabled'({ hosts, node }, io, unit) {
    const { enabled } = hosts.needs.services.unit(node, unit);
    await io.stdout.write(`${enabled ? 'enabled' : 'disabled'}\n`);
    return enabled ? 0 : 1;
  },
  async 'is-failed'({ hosts, node }, io, unit) {
    const { state } = hosts.needs.services.unit(node, unit);
    await io.stdout.write(`${state === 'auto-restart' ? 'activating' : state}\n`);
    return 1;
  },
  async 'reset-failed'() {
    return 0;
  },
  async show({ hosts, node }, io, unit) {
    const { state, pid, restarts, enabled } = hosts.needs.services.unit(node, unit);
    const sub = state === 'active' ? 'running' : state === 'inactive' ? 'dead' : 'auto-restart';
    await io.stdout.write(
      `Id=${unit}.service\nMainPID=${state === 'active' ? pid : 0}\nNRestarts=${restarts}\nLoadState=loaded\nActiveState=${state === 'auto-restart' ? 'activating' : state}\nSubState=${sub}\nUnitFileState=${enabled ? 'enabled' : 'disabled'}\n`,
    );
    return 0;
  },
  async cat({ hosts, node }, io, unit) {
    const files = hosts.files(node);
    const paths = [`/usr/lib/systemd/system/${unit}.service`];
    if (unit === 'kubelet') {
      for (const directory of DROP_INS) {
        if (files.kind(directory) !== 'directory') continue;
        paths.push(...files.list(directory).map((name) => `${directory}/${name}`));
      }
    }
    const texts = paths
      .filter((path) => files.kind(path) === 'file')
      .map((path) => `# ${path}\n${files.read(path) ?? ''}`);
    await io.stdout.write(texts.join('\n'));
    return 0;
  },
  async status(here, io, unit, flags) {
    if (isStale(here.hosts, here.node, unit)) await io.stderr.write(staleWarning(unit));
    await io.stdout.write(
      unitStatus(
        here,
        unit,
        io.clock.now(),
        flags.has('-l') || flags.has('--full') || !io.stdout.isTerminal,
        io.terminal?.columns ?? 80,
      ),
    );
    const { state } = here.hosts.needs.services.unit(here.node, unit);
    return state === 'active' ? 0 : 3;
  },
};

const isStale = (hosts: HostContext['hosts'], node: string, unit: UnitName): boolean =>
  unit === 'kubelet' && hosts.units.isStale(node);

const staleWarning = (unit: string): string =>
  `Warning: The unit file, source configuration file or drop-ins of ${unit}.service changed on disk. Run 'systemctl daemon-reload' to reload units.\n`;

async function warnIfStale(hosts: HostContext['hosts'], node: string, io: ProgramIo, unit: UnitName): Promise<void> {
  if (isStale(hosts, node, unit)) await io.stderr.write(staleWarning(unit));
}

async function listUnits(here: HostContext, io: ProgramIo, verb: string): Promise<number> {
  if (!isMachine(here)) return 0;
  const { services } = here.hosts.needs;
  const rows = (['containerd', 'kubelet'] as const).map((name) => {
    const { state, enabled } = services.unit(here.node, name);
    if (verb === 'list-unit-files')
      return `${`${name}.service`.padEnd(20)}${enabled ? 'enabled ' : 'disabled'}  enabled`;
    const [active, sub] =
      state === 'active'
        ? ['active', 'running']
        : state === 'inactive'
          ? ['inactive', 'dead']
          : ['activating', 'auto-restart'];
    const about = name === 'kubelet' ? 'kubelet: The Kubernetes Node Agent' : 'containerd container runtime';
    return `  ${`${name}.service`.padEnd(20)}loaded ${active!.padEnd(10)} ${sub!.padEnd(12)} ${about}`;
  });
  const head =
    verb === 'list-unit-files'
      ? 'UNIT FILE           STATE     PRESET'
      : '  UNIT                LOAD   ACTIVE     SUB          DESCRIPTION';
  await io.stdout.write(`${[head, ...rows].join('\n')}\n\nnot simulated in Drydock: other units\n`);
  return 0;
}
