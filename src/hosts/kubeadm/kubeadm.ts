import type { Program, ProgramIo } from '../../shell/program.ts';
import type { HostContext } from '../host-context.ts';
import { installedVersion } from '../packages/installed-version.ts';
import { kubeadmCerts } from './certs.ts';
import { kubeadmJoin, kubeadmReset } from './join-reset.ts';
import { type KubeadmCall, kubeadmError, parseKubeadm } from './kubeadm-io.ts';
import { kubeadmToken } from './tokens.ts';
import { kubeadmUpgrade } from './upgrade.ts';

type Command = (here: HostContext, io: ProgramIo, call: KubeadmCall) => Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = {
  token: kubeadmToken,
  join: kubeadmJoin,
  reset: kubeadmReset,
  certs: kubeadmCerts,
  upgrade: kubeadmUpgrade,
  async version({ hosts, node }, io, { flags }) {
    const version = installedVersion(hosts.files(node), 'kubeadm');
    const minor = version.split('.')[1];
    await io.stdout.write(
      flags.get('o') === 'short' || flags.get('output') === 'short'
        ? `${version}\n`
        : `kubeadm version: &version.Info{Major:"1", Minor:"${minor}", GitVersion:"${version}", GitTreeState:"clean", Compiler:"gc", Platform:"linux/amd64"}\n`,
    );
    return 0;
  },
};

/** `kubeadm`, as far as tasks about nodes need it. */
export const kubeadm =
  (here: HostContext): Program =>
  async (io) => {
    const [name = '--help', ...words] = io.args;
    if (Object.hasOwn(COMMANDS, name)) return COMMANDS[name]!(here, io, parseKubeadm(words));
    if (name === '--help' || name === '-h' || name === 'help') {
      await io.stdout.write(`Commands of kubeadm in Drydock: ${Object.keys(COMMANDS).join(', ')}\n`);
      return 0;
    }
    if (['init', 'config', 'kubeconfig', 'alpha', 'completion'].includes(name)) {
      await io.stderr.write(`kubeadm: not simulated in Drydock: kubeadm ${name}\n`);
      return 1;
    }
    return kubeadmError(io, `error: unknown command "${name}" for "kubeadm"`);
  };
