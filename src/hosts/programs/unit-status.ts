import { DESCRIPTIONS, type UnitName } from '../../cluster/kubelet/machine-services.ts';
import { execLine } from '../exec-line.ts';
import { DROP_INS } from '../files/unit-files.ts';
import type { HostContext } from '../host-context.ts';
import { journalLine, journalOf } from '../journal-of.ts';
import { ago, stamp } from './systemd-time.ts';

const DOCS: Readonly<Record<UnitName, string>> = {
  kubelet: 'https://kubernetes.io/docs/',
  containerd: 'https://containerd.io',
};

/** What `systemctl status` prints of a unit. */
export function unitStatus(
  { hosts, node }: HostContext,
  unit: UnitName,
  now: number,
  full: boolean,
  columns: number,
): string {
  const { services, kubelets } = hosts.needs;
  const { state, enabled, since, pid, failed } = services.unit(node, unit);
  const files = hosts.files(node);
  const sinceWhen = `since ${stamp(since)}; ${ago(now - since)} ago`;
  const mark = state === 'inactive' ? '○' : '●';
  const lines = [`${mark} ${DESCRIPTIONS[unit]}`];
  const row = (label: string, text: string) => lines.push(`${label.padStart(11)}: ${text}`);
  row(
    'Loaded',
    `loaded (/usr/lib/systemd/system/${unit}.service; ${enabled ? 'enabled' : 'disabled'}; preset: enabled)`,
  );
  if (unit === 'kubelet') {
    for (const directory of DROP_INS) {
      if (files.kind(directory) !== 'directory') continue;
      const names = files.list(directory).filter((name) => name.endsWith('.conf'));
      if (names.length === 0) continue;
      row('Drop-In', directory);
      names.forEach((name, index) => {
        lines.push(`${' '.repeat(13)}${index === names.length - 1 ? '└─' : '├─'}${name}`);
      });
    }
  }
  const exec = unit === 'kubelet' ? execLine(hosts.units.kubeletUnit(node), files) : undefined;
  const command = exec === undefined ? '/usr/bin/containerd' : [exec.program, ...exec.args].join(' ');
  if (state === 'active') {
    row('Active', `active (running) ${sinceWhen}`);
    row('Docs', DOCS[unit]);
    row('Main PID', `${pid} (${unit})`);
    const pods = kubelets.podsOn(node).length;
    row('Tasks', `${unit === 'kubelet' ? 12 : 8 + 12 * pods} (limit: 4676)`);
    const cgroup = `/system.slice/${unit}.service`;
    row('CGroup', cgroup);
    lines.push(`${' '.repeat(13)}└─${pid} ${cut(command, full ? Number.POSITIVE_INFINITY : columns - 22)}`);
  } else {
    const status = failed === 203 ? '203/EXEC' : failed === undefined ? '0/SUCCESS' : `${failed}/FAILURE`;
    row(
      'Active',
      state === 'inactive'
        ? `inactive (dead) ${sinceWhen}`
        : `activating (auto-restart) (Result: exit-code) ${sinceWhen}`,
    );
    row('Docs', DOCS[unit]);
    const ended = `(code=exited, status=${status})`;
    const raw = unit === 'kubelet' ? rawCommand(hosts.units.kubeletUnit(node)) : command;
    row('Process', `${pid} ExecStart=${raw} ${ended}`);
    row('Main PID', `${pid} ${ended}`);
  }
  const log = journalOf(hosts, node)
    .filter((entry) => entry.unit === unit)
    .slice(-10)
    .map((entry) => journalLine(entry, node))
    .map((line) => cut(line, full ? Number.POSITIVE_INFINITY : columns));
  if (log.length > 0) lines.push('', ...log);
  return `${lines.join('\n')}\n`;
}

/** Names of variables stay as they are in what systemd says it started. */
function rawCommand(unit: string): string {
  let command = '';
  for (const line of unit.split('\n')) command = /^ExecStart=(.+)$/.exec(line.trim())?.[1] ?? command;
  return command;
}

const cut = (text: string, width: number): string => (text.length <= width ? text : `${text.slice(0, width - 1)}…`);
