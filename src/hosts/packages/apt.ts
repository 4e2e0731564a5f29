import { kubeletVersion } from '../../cluster/kubelet/node-object.ts';
import type { Program } from '../../shell/program.ts';
import type { HostContext } from '../host-context.ts';
import { installedVersion, type PackageName, versionFile } from './installed-version.ts';

const NAMES: readonly PackageName[] = ['kubeadm', 'kubelet', 'kubectl'];
const REPOSITORY = 'https://pkgs.k8s.io/core:/stable:/v1.33/deb  Packages';
const isPackage = (name: string): name is PackageName => (NAMES as readonly string[]).includes(name);

/** The versions that the repository has, newest first: `1.33.13-1.1`. */
function versions(): readonly string[] {
  const patch = Number(kubeletVersion.split('.')[2]);
  return Array.from({ length: patch + 1 }, (_, i) => `1.33.${patch - i}-1.1`);
}

/** `apt-get update|install` of the packages of Kubernetes. Other packages are not there. */
export const apt =
  ({ hosts, node, user }: HostContext): Program =>
  async (io) => {
    const words = io.args.filter((arg) => !arg.startsWith('-'));
    const [verb, ...names] = words;
    const refuse = async (why: string, status = 100) => {
      await io.stderr.write(`${why}\n`);
      return status;
    };
    if (verb === 'update' || verb === 'install' || verb === 'upgrade') {
      if (user !== 'root') {
        return refuse(
          verb === 'update'
            ? 'E: Could not open lock file /var/lib/apt/lists/lock - open (13: Permission denied)\nE: Unable to lock directory /var/lib/apt/lists/'
            : 'E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\nE: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?',
        );
      }
    }
    if (verb === 'update') {
      await io.stdout.write(`Hit:1 ${REPOSITORY.split('  ')[0]}  InRelease\nReading package lists... Done\n`);
      return 0;
    }
    if (verb !== 'install') {
      return refuse(`apt-get: not simulated in Drydock: ${verb ?? 'nothing to do'}`, 1);
    }
    await io.stdout.write(
      'Reading package lists... Done\nBuilding dependency tree... Done\nReading state information... Done\n',
    );
    const files = hosts.files(node);
    const wanted: [PackageName, string][] = [];
    for (const word of names) {
      const [name = '', version] = word.split('=');
      if (!isPackage(name)) return refuse(`E: Unable to locate package ${name}`);
      const found = version === undefined ? versions()[0]! : match(version);
      if (found === undefined) return refuse(`E: Version '${version}' for '${name}' was not found`);
      wanted.push([name, found]);
    }
    for (const [name, version] of wanted) {
      const before = `${installedVersion(files, name).slice(1)}-1.1`;
      if (before === version) {
        await io.stdout.write(`${name} is already the newest version (${version}).\n`);
        continue;
      }
      files.makeDirectory('/var/lib/dpkg/info', { parents: true });
      files.write(versionFile(name), `v${version.replace(/-.*$/, '')}\n`);
      await io.stdout.write(
        `Preparing to unpack .../${name}_${version}_amd64.deb ...\nUnpacking ${name} (${version}) over (${before}) ...\nSetting up ${name} (${version}) ...\n`,
      );
    }
    return 0;
  };

/** The newest version that a wish like `1.33.2-*` or `1.33.2-1.1` stands for. */
function match(wish: string): string | undefined {
  const start = wish.endsWith('*') ? wish.slice(0, -1) : undefined;
  return versions().find((version) => (start === undefined ? version === wish : version.startsWith(start)));
}

/** `apt-mark hold|unhold`. */
export const aptMark =
  ({ user }: HostContext): Program =>
  async (io) => {
    const [verb = '', ...names] = io.args;
    if (user !== 'root') {
      await io.stderr.write('E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\n');
      return 100;
    }
    if (verb !== 'hold' && verb !== 'unhold') {
      await io.stderr.write(`apt-mark: not simulated in Drydock: ${verb}\n`);
      return 1;
    }
    const line = (name: string) => (verb === 'hold' ? `${name} set on hold.\n` : `Canceled hold on ${name}.\n`);
    await io.stdout.write(names.map(line).join(''));
    return 0;
  };

/** `apt-cache madison|policy`. */
export const aptCache =
  ({ hosts, node }: HostContext): Program =>
  async (io) => {
    const [verb, ...names] = io.args;
    for (const name of names.filter(isPackage)) {
      if (verb === 'madison') {
        await io.stdout.write(
          versions()
            .map((version) => `${name.padStart(10)} | ${version} | ${REPOSITORY}\n`)
            .join(''),
        );
      } else {
        await io.stdout.write(
          `${name}:\n  Installed: ${installedVersion(hosts.files(node), name).slice(1)}-1.1\n  Candidate: ${versions()[0]}\n`,
        );
      }
    }
    return 0;
  };
