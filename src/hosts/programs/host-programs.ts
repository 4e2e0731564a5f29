import type { Program } from '../../shell/program.ts';
import { crictl } from '../crictl/crictl.ts';
import { type HostContext, isMachine } from '../host-context.ts';
import { kubeadm } from '../kubeadm/kubeadm.ts';
import { curl } from '../network/curl.ts';
import { wget } from '../network/wget.ts';
import { openssl } from '../openssl/openssl.ts';
import { apt, aptCache, aptMark } from '../packages/apt.ts';
import { installedVersion } from '../packages/installed-version.ts';
import { etcdctl } from './etcdctl.ts';
import { ip } from './ip.ts';
import { journalctl } from './journalctl.ts';
import { df, free, uptime } from './machine-figures.ts';
import { ps } from './ps.ts';
import { scp } from './scp.ts';
import { ss } from './ss.ts';
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
  const kubelet: Program = async (io) => {
    if (io.args[0] === '--version') {
      await io.stdout.write(`Kubernetes ${installedVersion(here.hosts.files(node), 'kubelet')}\n`);
      return 0;
    }
    await io.stderr.write('kubelet: not simulated in Drydock: the kubelet outside of systemd\n');
    return 1;
  };
  return [
    ['ssh', ssh(here)],
    ['sudo', sudo(here)],
    ['su', su(here)],
    ['systemctl', systemctl(here)],
    ['journalctl', journalctl(here)],
    ['crictl', crictl(here)],
    ['openssl', openssl(here.hosts.needs.shell)],
    ['kubeadm', kubeadm(here)],
    ['apt-get', apt(here)],
    ['apt', apt(here)],
    ['apt-mark', aptMark(here)],
    ['apt-cache', aptCache(here)],
    ['etcdctl', etcdctl(here, 'etcdctl')],
    ['etcdutl', etcdctl(here, 'etcdutl')],
    ['kubelet', kubelet],
    ['curl', curl(here)],
    ['wget', wget(here)],
    ['ps', ps(here)],
    ['ss', ss(here, 'ss')],
    ['netstat', ss(here, 'netstat')],
    ['ip', ip(here)],
    ['scp', scp(here)],
    ['uptime', uptime(here)],
    ['free', free(here)],
    ['df', df()],
    ['hostname', hostname],
  ];
}

function addressOf(here: HostContext): string {
  return isMachine(here) ? here.hosts.needs.kubelets.shapeOf(here.node).address : '172.30.1.2';
}
