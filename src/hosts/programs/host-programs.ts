import type { Program } from '../../shell/program.ts';
import { crictl } from '../crictl/crictl.ts';
import { type HostContext, isMachine } from '../host-context.ts';
import { openssl } from '../openssl/openssl.ts';
import { journalctl } from './journalctl.ts';
import { ssh } from './ssh.ts';
import { su, sudo } from './sudo.ts';
import { systemctl } from './systemctl.ts';

/** The programs that are about one machine. */
export function hostPrograms(here: HostContext): readonly (readonly [string, Program])[] {
  const { node } = here;
  const hostname: Program = async (io) => {
    await io.stdout.write(`${io.args.includes('-I') || io.args.includes('-i') ? addressOf(here) : node}\n`);
    return 0;
  };
  return [
    ['ssh', ssh(here)],
    ['sudo', sudo(here)],
    ['su', su(here)],
    ['systemctl', systemctl(here)],
    ['journalctl', journalctl(here)],
    ['crictl', crictl(here)],
    ['openssl', openssl(here.hosts.needs.shell.random)],
    ['hostname', hostname],
  ];
}

function addressOf(here: HostContext): string {
  return isMachine(here) ? here.hosts.needs.kubelets.shapeOf(here.node).address : '172.30.1.2';
}
