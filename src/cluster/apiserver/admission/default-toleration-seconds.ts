import type { Toleration } from '../../../api/types/affinity.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { AdmissionPlugin } from './admission-plugin.ts';

const KEYS = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];
const SECONDS = 300;

/** Pods stay five minutes on a node that is lost. Models plugin/pkg/admission/defaulttolerationseconds. */
export const defaultTolerationSeconds: AdmissionPlugin = {
  name: 'DefaultTolerationSeconds',
  admit(object, { operation, strategy, subresource }) {
    if (operation !== 'CREATE' || strategy.resource.kind !== 'Pod' || subresource !== '') return object;
    const pod = object as Pod;
    const given = pod.spec.tolerations ?? [];
    const added = KEYS.filter((key) => !given.some((toleration) => tolerates(toleration, key))).map(
      (key): Toleration => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: SECONDS }),
    );
    if (added.length === 0) return object;
    return { ...pod, spec: { ...pod.spec, tolerations: [...given, ...added] } } as Pod;
  },
};

function tolerates({ key = '', effect }: Toleration, taint: string): boolean {
  return (key === taint || key === '') && (effect === 'NoExecute' || effect === undefined || (effect as string) === '');
}
