import { integerValue } from '../../api/quantity.ts';
import { memoryUse } from '../../cluster/kubelet/memory-use.ts';
import { nodeStorageBytes } from '../../cluster/kubelet/node-object.ts';
import type { Program } from '../../shell/program.ts';
import { containersOn } from '../crictl/runtime-view.ts';
import { type HostContext, isMachine } from '../host-context.ts';

const KIBIBYTE = 1024;
/** What the system itself takes. */
const SYSTEM_BYTES = 600 * KIBIBYTE * KIBIBYTE;
const DISK_USED = 0.18;

/** `uptime`. */
export const uptime =
  (here: HostContext): Program =>
  async (io) => {
    const now = io.clock.now();
    const up = isMachine(here) ? now - here.hosts.needs.kubelets.bootedAt(here.node) : 0;
    const minutes = Math.floor(up / 60_000);
    const days = Math.floor(minutes / 1440);
    const hours = Math.floor(minutes / 60) % 24;
    const clock = hours > 0 ? `${hours}:${String(minutes % 60).padStart(2, '0')}` : `${minutes % 60} min`;
    const span = days > 0 ? `${days} day${days > 1 ? 's' : ''}, ${clock}` : clock;
    await io.stdout.write(
      ` ${new Date(now).toISOString().slice(11, 19)} up ${span},  1 user,  load average: 0.08, 0.12, 0.10\n`,
    );
    return 0;
  };

/** `free`: the machine's memory, and what its containers are said to take of it. */
export const free =
  (here: HostContext): Program =>
  async (io) => {
    const { kubelets } = here.hosts.needs;
    const total = isMachine(here) ? integerValue(kubelets.shapeOf(here.node).memory) : 2 ** 31;
    const containers = isMachine(here)
      ? containersOn(kubelets, here.node).filter(({ state }) => state === 'Running')
      : [];
    const used = Math.min(
      total,
      containers.reduce((sum, { spec }) => sum + memoryUse(spec), SYSTEM_BYTES),
    );
    const flags = io.args.join('');
    const show = (bytes: number) =>
      flags.includes('h')
        ? human(bytes)
        : String(
            Math.floor(
              bytes / (flags.includes('m') ? KIBIBYTE * KIBIBYTE : flags.includes('g') ? KIBIBYTE ** 3 : KIBIBYTE),
            ),
          );
    const row = (label: string, ...cells: readonly string[]) =>
      `${label.padEnd(8)}${cells.map((cell) => cell.padStart(12)).join('')}\n`;
    await io.stdout.write(
      row('', 'total', 'used', 'free', 'shared', 'buff/cache', 'available') +
        row(
          'Mem:',
          show(total),
          show(used),
          show((total - used) * 0.6),
          show(2 ** 20),
          show((total - used) * 0.4),
          show(total - used),
        ) +
        row('Swap:', show(0), show(0), show(0)),
    );
    return 0;
  };

/** `df`: one disk, which is the size that the node's status tells. */
export const df = (): Program => async (io) => {
  const isHuman = io.args.join('').includes('h');
  const show = (bytes: number) => (isHuman ? human(bytes).replace('i', '') : String(Math.floor(bytes / KIBIBYTE)));
  const used = nodeStorageBytes * DISK_USED;
  const head = isHuman
    ? 'Filesystem      Size  Used Avail Use% Mounted on'
    : 'Filesystem     1K-blocks     Used Available Use% Mounted on';
  const cells = [nodeStorageBytes, used, nodeStorageBytes - used].map((bytes) => show(bytes).padStart(isHuman ? 5 : 9));
  await io.stdout.write(
    `${head}\n/dev/vda1      ${cells.join(' ')} ${String(Math.ceil(DISK_USED * 100)).padStart(3)}% /\n`,
  );
  return 0;
};

function human(bytes: number): string {
  const units = ['B', 'Ki', 'Mi', 'Gi', 'Ti'];
  let size = bytes;
  let unit = 0;
  while (size >= KIBIBYTE && unit < units.length - 1) {
    size /= KIBIBYTE;
    unit++;
  }
  return `${size >= 10 || unit === 0 ? Math.round(size) : size.toFixed(1)}${units[unit]}`;
}
