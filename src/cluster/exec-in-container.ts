import { pods } from '../api/resources.ts';
import type { Client } from './client/client.ts';
import type { ExecOutcome } from './kubelet/exec/exec-in-container.ts';
import type { Kubelets } from './kubelet/start-kubelet.ts';
import { serveExec } from './serve-exec.ts';

/** What running a command in a container needs of a cluster. */
export interface ExecWorld {
  readonly client: Client;
  readonly kubelets: Kubelets;
}

/** Runs a command in a container by its names; undefined when there is no such pod. `container` '' is the only one. */
export function execInContainer(
  { client, kubelets }: ExecWorld,
  namespace: string,
  pod: string,
  container: string,
  command: readonly string[],
  stdin?: string,
): ExecOutcome | undefined {
  const found = client.get(pods, namespace, pod);
  return found === undefined ? undefined : serveExec(kubelets)(found, container, command, stdin);
}
