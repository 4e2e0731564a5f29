import type { Program } from '../program.ts';

/** Programs that people try on a node and that Drydock does not have. */
export const MISSING_PROGRAMS = [
  'apt',
  'apt-get',
  'crictl',
  'ctr',
  'curl',
  'df',
  'docker',
  'iptables',
  'etcdctl',
  'free',
  'git',
  'gzip',
  'helm',
  'ip',
  'journalctl',
  'kubeadm',
  'ln',
  'mount',
  'nc',
  'nslookup',
  'openssl',
  'ping',
  'ps',
  'python3',
  'reset',
  'scp',
  'screen',
  'service',
  'ssh',
  'stty',
  'systemctl',
  'tar',
  'tmux',
  'top',
  'tput',
  'wget',
] as const;

/** Says that a program is not there in Drydock. */
export function notSimulatedProgram(name: string): Program {
  return async (io) => {
    await io.stderr.write(`${name}: not simulated in Drydock\n`);
    return 127;
  };
}
