import { jsonEqual } from '../../../api/json-equal.ts';
import { canonicalQuantity } from '../../../api/quantity.ts';
import type { ResourceList } from '../../../api/resource-list.ts';
import type { Toleration } from '../../../api/types/affinity.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { RuntimeClass } from '../../../api/types/runtime-class.ts';
import type { Store } from '../../store/store.ts';
import { forbiddenWrite } from '../refusals.ts';
import type { AdmissionAttempt, AdmissionPlugin } from './admission-plugin.ts';

const concerns = ({ operation, strategy, subresource }: AdmissionAttempt): boolean =>
  operation === 'CREATE' && strategy.resource.kind === 'Pod' && subresource === '';

/** Gives pods the overhead and the nodes of their runtime class. Models plugin/pkg/admission/runtimeclass. */
export const runtimeClass: AdmissionPlugin = {
  name: 'RuntimeClass',
  admit(object, attempt, store) {
    if (!concerns(attempt)) return object;
    const pod = object as Pod;
    const found = classFor(pod, attempt, store);
    if (found === undefined) return object;
    let { spec } = pod;
    const fixed = found.overhead === undefined ? undefined : (found.overhead.podFixed ?? {});
    if (fixed !== undefined) {
      if (spec.overhead !== undefined && !sameAmounts(fixed, spec.overhead)) throw differs(attempt);
      spec = { ...spec, overhead: fixed };
    }
    if (found.scheduling !== undefined) {
      const { nodeSelector = {}, tolerations = [] } = found.scheduling;
      for (const [key, value] of Object.entries(nodeSelector)) {
        const own = spec.nodeSelector?.[key];
        if (own === undefined || own === value) continue;
        const why = `conflict: runtimeClass.scheduling.nodeSelector[${key}] = ${value}; pod.spec.nodeSelector[${key}] = ${own}`;
        throw forbiddenWrite(attempt.strategy.resource, attempt.name, why);
      }
      const merged = mergeTolerations([...(spec.tolerations ?? []), ...tolerations]);
      const selector = { ...spec.nodeSelector, ...nodeSelector };
      spec = {
        ...spec,
        ...(Object.keys(selector).length === 0 ? {} : { nodeSelector: selector }),
        ...(merged.length === 0 ? {} : { tolerations: merged }),
      };
    }
    return spec === pod.spec ? object : ({ ...pod, spec } as Pod);
  },
  validate(object, attempt, store) {
    if (!concerns(attempt)) return;
    const pod = object as Pod;
    const { overhead } = pod.spec;
    const found = classFor(pod, attempt, store);
    if (found?.overhead !== undefined) {
      if (!sameAmounts(found.overhead.podFixed ?? {}, overhead ?? {})) throw differs(attempt);
    } else if (overhead !== undefined) {
      const why = 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead';
      throw forbiddenWrite(attempt.strategy.resource, attempt.name, why);
    }
  },
};

function classFor({ spec }: Pod, attempt: AdmissionAttempt, store: Store): RuntimeClass | undefined {
  const name = spec.runtimeClassName;
  if (name === undefined) return undefined;
  const found = store.get('runtimeclasses.node.k8s.io', name) as RuntimeClass | undefined;
  if (found !== undefined) return found;
  throw forbiddenWrite(attempt.strategy.resource, attempt.name, `pod rejected: RuntimeClass "${name}" not found`);
}

const differs = ({ strategy, name }: AdmissionAttempt) =>
  forbiddenWrite(strategy.resource, name, "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead");

function sameAmounts(a: ResourceList, b: ResourceList): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => b[name] !== undefined && canonicalQuantity(a[name]!) === canonicalQuantity(b[name]));
}

/** Models pkg/util/tolerations MergeTolerations: what another one tolerates as well is left out. */
function mergeTolerations(all: readonly Toleration[]): readonly Toleration[] {
  const merged: Toleration[] = [];
  for (const [i, one] of all.entries()) {
    const covered =
      merged.some((other) => covers(other, one)) ||
      all.slice(i + 1).some((other) => !jsonEqual(other, one) && covers(other, one));
    if (!covered) merged.push(one);
  }
  return merged;
}

/** Models isSuperset. */
function covers(a: Toleration, b: Toleration): boolean {
  if (jsonEqual(a, b)) return true;
  const { key = '', operator = 'Equal', effect } = a;
  if (key !== (b.key ?? '') && !(key === '' && operator === 'Exists')) return false;
  if (effect !== undefined && effect !== b.effect) return false;
  if (effect === 'NoExecute' && a.tolerationSeconds !== undefined) {
    if (b.tolerationSeconds === undefined || b.tolerationSeconds > a.tolerationSeconds) return false;
  }
  return operator === 'Exists' || ((b.operator ?? 'Equal') === 'Equal' && (a.value ?? '') === (b.value ?? ''));
}
