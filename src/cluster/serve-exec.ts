import type { Pod } from '../api/types/pod.ts';
import type { ExecOutcome } from './kubelet/exec/exec-in-container.ts';
import { containersOf } from './kubelet/pod-containers.ts';
import type { Kubelets } from './kubelet/start-kubelet.ts';

/** Runs a command for `pods/exec`. `container` '' is the pod's only one. */
export type ExecSource = (pod: Pod, container: string, command: readonly string[], stdin?: string) => ExecOutcome;

/** Answers `pods/exec` from the containers that the kubelets run. Models registry/core/pod streamLocation. */
export function serveExec(kubelets: Kubelets): ExecSource {
  return (pod, container, command, stdin) => {
    const { name } = pod.metadata;
    const { spec } = pod;
    const all = [...containersOf(spec), ...(spec.ephemeralContainers ?? [])].map((one) => one.name);
    const chosen = container || (spec.containers.length === 1 ? spec.containers[0]!.name : '');
    if (chosen === '') {
      const names = spec.containers.map((one) => one.name).join(' ');
      const inits = (spec.initContainers ?? []).map((one) => one.name).join(' ');
      const also = inits === '' ? '' : ` or one of the init containers: [${inits}]`;
      return bad(`a container name must be specified for pod ${name}, choose one of: [${names}]${also}`);
    }
    if (!all.includes(chosen)) return bad(`container ${chosen} is not valid for pod ${name}`);
    if (!spec.nodeName) return bad(`pod ${name} does not have a host assigned`);
    if (command.length === 0) return bad('you must specify at least one command for the container');
    if (!kubelets.isRunning(spec.nodeName)) {
      const address = `${pod.status.hostIP ?? spec.nodeName}:10250`;
      const message = `error dialing backend: dial tcp ${address}: connect: connection refused`;
      return { kind: 'refused', code: 500, message };
    }
    return kubelets.exec(pod, chosen, command, stdin);
  };
}

const bad = (message: string): ExecOutcome => ({ kind: 'refused', code: 400, message });
