import type { Program } from '../../shell/program.ts';
import { containersOn } from '../crictl/runtime-view.ts';
import { execLine } from '../exec-line.ts';
import { type HostContext, isMachine } from '../host-context.ts';
import { mainCommand } from '../main-command.ts';

export interface ProcessRow {
  readonly pid: number;
  readonly startedAt: number;
  readonly user: string;
  readonly command: string;
}

/** The processes of a machine: its services, and the first process of every container. */
export function processesOf(here: HostContext): readonly ProcessRow[] {
  const { hosts, node } = here;
  if (!isMachine(here)) return [{ pid: 1, startedAt: 0, user: 'root', command: '/sbin/init' }];
  const { services, kubelets } = hosts.needs;
  const boot = kubelets.bootedAt(node);
  const rows: ProcessRow[] = [{ pid: 1, startedAt: boot, user: 'root', command: '/sbin/init' }];
  const containerd = services.unit(node, 'containerd');
  const kubelet = services.unit(node, 'kubelet');
  if (containerd.state === 'active') {
    rows.push({ pid: containerd.pid, startedAt: containerd.since, user: 'root', command: '/usr/bin/containerd' });
  }
  if (kubelet.state === 'active') {
    const { program, args } = execLine(hosts.units.kubeletUnit(node), hosts.files(node));
    rows.push({ pid: kubelet.pid, startedAt: kubelet.since, user: 'root', command: [program, ...args].join(' ') });
  }
  for (const container of containersOn(kubelets, node)) {
    if (container.state !== 'Running') continue;
    rows.push({
      pid: pidOf(container.id),
      startedAt: container.createdAt,
      user: 'root',
      command: mainCommand(container.spec),
    });
  }
  return rows.sort((a, b) => a.pid - b.pid);
}

/** A process id that belongs to a container alone. */
export const pidOf = (id: string): number => 2000 + (Number.parseInt(id.slice(0, 6), 16) % 30_000);

/** `ps aux`, `ps -ef`: memory and processor time are not simulated. */
export const ps =
  (here: HostContext): Program =>
  async (io) => {
    const flags = io.args.join('').replace(/-/g, '');
    const all = /[aexA]/.test(flags);
    const rows = all ? processesOf(here) : [];
    const now = io.clock.now();
    const start = (at: number) => {
      const iso = new Date(at).toISOString();
      return now - at < 86_400_000 ? iso.slice(11, 16) : iso.slice(5, 10);
    };
    const user = (row: ProcessRow) => row.user.padEnd(8);
    const own = { pid: 11_000, startedAt: now, user: here.user, command: `ps ${io.args.join(' ')}`.trim() };
    const shell = { pid: 10_990, startedAt: now, user: here.user, command: '-bash' };
    if (!all) {
      await io.stdout.write(
        `    PID TTY          TIME CMD\n  10990 pts/0    00:00:00 bash\n  11000 pts/0    00:00:00 ps\n`,
      );
      return 0;
    }
    const shown = [...rows, shell, own];
    if (/u/.test(flags)) {
      const lines = shown.map(
        (row) =>
          `${user(row)} ${String(row.pid).padStart(7)}  0.0  0.0      0     0 ${row.pid > 10_000 ? 'pts/0   ' : '?       '} Ss   ${start(row.startedAt)}   0:00 ${row.command}\n`,
      );
      await io.stdout.write(
        `USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n${lines.join('')}`,
      );
    } else {
      const lines = shown.map(
        (row) =>
          `${user(row)} ${String(row.pid).padStart(7)} ${String(row.pid === 1 ? 0 : 1).padStart(7)}  0 ${start(row.startedAt)} ${row.pid > 10_000 ? 'pts/0   ' : '?       '} 00:00:00 ${row.command}\n`,
      );
      await io.stdout.write(`UID          PID    PPID  C STIME TTY          TIME CMD\n${lines.join('')}`);
    }
    return 0;
  };
