import { findImage } from '../../cluster/kubelet/image-registry.ts';
import { processOf } from '../../cluster/kubelet/process.ts';
import type { Program } from '../../shell/program.ts';
import { containersOn } from '../crictl/runtime-view.ts';
import { type HostContext, isMachine } from '../host-context.ts';
import { mainCommand } from '../main-command.ts';
import { pidOf } from './ps.ts';

interface Socket {
  readonly address: string;
  readonly port: number;
  readonly pid: number;
  readonly program: string;
}

/** The TCP sockets that listen on a machine: its services and the containers that use its network. */
function listening(here: HostContext): readonly Socket[] {
  const { hosts, node } = here;
  const sockets: Socket[] = [{ address: '0.0.0.0', port: 22, pid: 701, program: 'sshd' }];
  if (!isMachine(here)) return sockets;
  const { kubelets, services } = hosts.needs;
  const kubelet = services.unit(node, 'kubelet');
  if (kubelet.state === 'active') {
    sockets.push({ address: '127.0.0.1', port: 10248, pid: kubelet.pid, program: 'kubelet' });
    sockets.push({ address: '*', port: 10250, pid: kubelet.pid, program: 'kubelet' });
  }
  for (const container of containersOn(kubelets, node)) {
    const answer = findImage(container.spec.image ?? '');
    if (container.state !== 'Running' || answer.kind !== 'found' || !container.sandbox.pod.spec.hostNetwork) continue;
    const { ports } = processOf(answer.known, container.spec, true);
    const program = mainCommand(container.spec).split(' ')[0]!.split('/').at(-1)!;
    for (const port of ports) sockets.push({ address: '*', port, pid: pidOf(container.id), program });
  }
  return sockets.sort((a, b) => a.port - b.port);
}

/** `ss -tlnp` and `netstat -tlnp`. */
export const ss =
  (here: HostContext, name: 'ss' | 'netstat'): Program =>
  async (io) => {
    const flags = io.args.join('');
    const withPrograms = flags.includes('p');
    const rows = listening(here).map(({ address, port, pid, program }) => {
      const local = `${address}:${port}`;
      const known = here.user === 'root' && withPrograms;
      if (name === 'netstat') {
        return `tcp        0      0 ${local.replace('*', ':::').replace('::::', ':::').padEnd(23)} ${'0.0.0.0:*'.padEnd(23)} LISTEN      ${known ? `${pid}/${program}` : withPrograms ? '-' : ''}`.trimEnd();
      }
      return `LISTEN 0      4096   ${local.padStart(18)}      0.0.0.0:*    ${known ? `users:(("${program}",pid=${pid},fd=3))` : ''}`.trimEnd();
    });
    const head =
      name === 'netstat'
        ? `Active Internet connections (only servers)\nProto Recv-Q Send-Q Local Address           Foreign Address         State       ${withPrograms ? 'PID/Program name' : ''}`.trimEnd()
        : `State  Recv-Q Send-Q Local Address:Port Peer Address:Port${withPrograms ? ' Process' : ''}`;
    await io.stdout.write(`${[head, ...rows].join('\n')}\n`);
    return 0;
  };
