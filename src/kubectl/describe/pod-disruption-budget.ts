import { formatSelector, selectorFromLabelSelector } from '../../api/labels.ts';
import type { PodDisruptionBudget } from '../../api/types/policy.ts';
import { describeObject } from './describe-object.ts';
import type { Describer } from './describer.ts';

/** Models kubectl/pkg/describe PodDisruptionBudgetDescriber. */
export const podDisruptionBudgetDescriber: Describer = {
  group: 'policy',
  kind: 'PodDisruptionBudget',
  describe(request) {
    const { metadata, spec, status } = request.info.object as unknown as PodDisruptionBudget;
    return describeObject(request, (out) => {
      out.write(0, `Name:\t${metadata.name}\n`);
      out.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`);
      if (spec.minAvailable !== undefined) out.write(0, `Min available:\t${spec.minAvailable}\n`);
      else if (spec.maxUnavailable !== undefined) out.write(0, `Max unavailable:\t${spec.maxUnavailable}\n`);
      const { selector } = spec;
      const text = selector === undefined ? '<unset>' : formatSelector(selectorFromLabelSelector(selector)) || '<none>';
      out.write(0, `Selector:\t${text}\n`);
      out.write(0, 'Status:\n');
      out.write(2, `Allowed disruptions:\t${status?.disruptionsAllowed ?? 0}\n`);
      out.write(2, `Current:\t${status?.currentHealthy ?? 0}\n`);
      out.write(2, `Desired:\t${status?.desiredHealthy ?? 0}\n`);
      out.write(2, `Total:\t${status?.expectedPods ?? 0}\n`);
    });
  },
};
