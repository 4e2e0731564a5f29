import { defaultNodes, nodeShape } from '../cluster/cluster-shapes.ts';
import { createCluster } from '../cluster/create-cluster.ts';
import type { Task } from '../lab/pack.ts';
import type { Millis } from '../sim/clock.ts';
import { seedOf } from '../sim/random.ts';
import { HOME } from './home.ts';
import { createMachine, type Machine, type MachineHost } from './machine.ts';
import { runScript } from './run-script.ts';

/** How long a start state may take to come to rest. */
const SETTLE_LIMIT_MS = 180_000;

/**
 * Makes a task's start state: its nodes, its files, its setup script, and then rest. A setup that fails is the
 * instructor's mistake and rejects with what the script said.
 */
export async function openTask(task: Task, seed: number, startAt: Millis, host: MachineHost): Promise<Machine> {
  const nodes = task.nodes === undefined ? defaultNodes(3) : task.nodes.map((node, index) => nodeShape(node, index));
  const machine = createMachine(createCluster({ seed: seedOf(seed, task.id), startAt, nodes, bare: task.bare }), host);
  for (const [path, text] of Object.entries(task.files)) {
    const file = `${HOME}/${path}`;
    machine.files.makeDirectory(file.slice(0, file.lastIndexOf('/')), { parents: true });
    machine.files.write(file, text);
  }
  if (task.setup !== '') {
    const { status, output } = await runScript(machine, `set -e\n${task.setup}`);
    if (status !== 0) throw new Error(`the setup of task ${task.id} failed with status ${status}:\n${output}`);
  }
  const clock = machine.cluster.world.clock;
  clock.settle(SETTLE_LIMIT_MS);
  return machine;
}
