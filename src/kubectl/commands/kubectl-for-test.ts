import type { Transport } from '../../api/transport.ts';
import type { Clock } from '../../sim/clock.ts';
import type { KubectlIo } from '../io.ts';
import { runKubectl } from '../run-kubectl.ts';

const config = `
apiVersion: v1
kind: Config
current-context: c
clusters: [{name: k, cluster: {server: "https://controlplane:6443"}}]
contexts: [{name: c, context: {cluster: k, user: u}}]
users: [{name: u, user: {token: t}}]
`;

/** kubectl before a server of the test's choice, with files in memory. */
export function kubectlForTest(transport: Transport, clock: Clock, files: Record<string, string> = {}) {
  const stored: Record<string, string> = { '/root/.kube/config': config, ...files };
  async function kubectl(line: string, stdin = ''): Promise<string> {
    let output = '';
    const write = async (text: string) => {
      output += text;
    };
    const io: KubectlIo = {
      args: line.match(/'[^']*'|\S+/g)?.map((word) => word.replace(/'/g, '')) ?? [],
      env: new Map([
        ['HOME', '/root'],
        ['KUBE_EDITOR', 'edit nginx:1.24 nginx:1.25'],
      ]),
      stdout: { write },
      stderr: { write },
      readStdin: async () => stdin,
      readStdinLine: async () => stdin,
      files: {
        read: (path) => stored[path],
        write: (path, text) => {
          stored[path] = text;
        },
        remove: (path) => {
          delete stored[path];
        },
        kind: (path) => (path in stored ? 'file' : undefined),
        list: () => [],
        makeDirectory: () => undefined,
      },
      clock: {
        now: () => clock.now(),
        sleep: async (ms) => {
          clock.advanceTo(clock.now() + ms);
        },
      },
      signal: new AbortController().signal,
      terminal: undefined,
      connect: () => transport,
      // The editor of these tests is `edit FROM TO`: it replaces a text in the file.
      run: async (command) => {
        const [, from = '', to = '', path = ''] = command.split(' ');
        stored[path] = (stored[path] ?? '').replaceAll(from, to);
        return 0;
      },
      randomSuffix: () => 'abcde',
    };
    const status = await runKubectl(io);
    return status === 0 ? output : `${output}[${status}]\n`;
  }
  return kubectl;
}
