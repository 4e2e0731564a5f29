import type { CrictlCommand } from './crictl.ts';
import { crictlError } from './crictl-error.ts';
import { flagOf } from './crictl-flags.ts';
import { containersOn } from './runtime-view.ts';

const POLL_MS = 500;

/** `crictl logs`. */
export const crictlLogs: CrictlCommand = {
  valued: ['tail', 'since', 'limit-bytes'],
  async run({ hosts, node }, io, call) {
    const { kubelets } = hosts.needs;
    const id = call.args[0];
    if (id === undefined) return crictlError(io, 'ID cannot be empty');
    const container = containersOn(kubelets, node).find((one) => one.id.startsWith(id));
    if (container === undefined) {
      const why = `an error occurred when try to find container "${id}": not found`;
      return crictlError(io, `rpc error: code = NotFound desc = ${why}`);
    }
    const { pod, record } = container.sandbox;
    const latest = record.containers.find(({ name }) => name === container.name);
    const previous = latest !== undefined && !latest.containerId.endsWith(container.id);
    const read = () => {
      const log = kubelets.containerLog(pod, container.name, { previous });
      return 'refusal' in log ? [] : log.lines;
    };
    const stamp = flagOf(call, 't', 'timestamps') !== undefined;
    const show = (lines: ReturnType<typeof read>) =>
      lines.map(({ at, text }) => `${stamp ? `${new Date(at).toISOString()} ` : ''}${text}\n`).join('');
    let lines = read();
    const tail = flagOf(call, 'tail');
    await io.stdout.write(
      show(tail === undefined || tail === '-1' ? lines : lines.slice(Math.max(0, lines.length - Number(tail)))),
    );
    while (flagOf(call, 'f', 'follow') !== undefined) {
      await io.clock.sleep(POLL_MS, io.signal);
      const now = read();
      if (now.length > lines.length) await io.stdout.write(show(now.slice(lines.length)));
      lines = now;
      if (!kubelets.isContainerRunning(pod, container.name)) break;
    }
    return 0;
  },
};

/** `crictl exec`. */
export const crictlExec: CrictlCommand = {
  valued: ['timeout', 'transport', 'r', 'runtime'],
  async run({ hosts, node }, io, call) {
    const [id, ...command] = call.args;
    if (id === undefined || command.length === 0) return crictlError(io, 'container ID and command are required');
    const { kubelets } = hosts.needs;
    const container = containersOn(kubelets, node).find((one) => one.id.startsWith(id));
    if (container === undefined || container.state !== 'Running') {
      const why = `an error occurred when try to find container "${id}": not found`;
      return crictlError(io, `execing command in container: rpc error: code = NotFound desc = ${why}`);
    }
    let stdin = '';
    const interactive = flagOf(call, 'i', 'interactive') !== undefined;
    if (interactive && !io.stdin.isTerminal) {
      for (let piece = await io.stdin.read(); piece !== undefined; piece = await io.stdin.read()) stdin += piece;
    }
    const outcome = kubelets.exec(container.sandbox.pod, container.name, command, stdin);
    if (outcome.kind === 'refused') return crictlError(io, `execing command in container: ${outcome.message}`);
    await io.clock.sleep(outcome.durationMs, io.signal);
    if (outcome.stdout !== '') await io.stdout.write(outcome.stdout);
    if (outcome.stderr !== '') await io.stderr.write(outcome.stderr);
    if (outcome.exitCode === 0) return 0;
    return crictlError(io, `execing command in container: command terminated with exit code ${outcome.exitCode}`);
  },
};
