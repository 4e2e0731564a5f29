import type { KubeObject } from '../../api/object.ts';
import type { LimitRange, Namespace, ResourceQuota } from '../../api/types/core.ts';
import type { KubectlContext } from '../context.ts';
import { isNotFound } from '../make-context.ts';
import { longDate } from './dates.ts';
import type { Describer } from './describer.ts';
import { type Description, describeText } from './description.ts';
import { describeLimits } from './limit-range.ts';
import { describeAnnotations, describeLabels } from './maps.ts';
import { describeScopes, describeUse } from './resource-quota.ts';

/** Models kubectl/pkg/describe NamespaceDescriber. */
export const namespaceDescriber: Describer = {
  group: '',
  kind: 'Namespace',
  async describe({ info, context }) {
    const namespace = info.object as unknown as Namespace;
    const quotas = await listIfServed(context, 'resourcequotas', info.name);
    const ranges = await listIfServed(context, 'limitranges', info.name);
    return describeText((out) => {
      out.write(0, `Name:\t${info.name}\n`);
      describeLabels(out, 'Labels', namespace.metadata.labels);
      describeAnnotations(out, 'Annotations', namespace.metadata.annotations);
      out.write(0, `Status:\t${namespace.status?.phase ?? ''}\n`);
      const conditions = namespace.status?.conditions ?? [];
      if (conditions.length > 0) {
        out.write(0, 'Conditions:\n');
        out.write(1, 'Type\tStatus\tLastTransitionTime\tReason\tMessage\n');
        out.write(1, '----\t------\t------------------\t------\t-------\n');
      }
      for (const one of conditions) {
        out.write(
          1,
          `${one.type}\t${one.status}\t${longDate(one.lastTransitionTime)}\t${one.reason ?? ''}\t${one.message ?? ''}\n`,
        );
      }
      if (quotas !== undefined) describeQuotas(out, quotas);
      if (ranges !== undefined) describeRanges(out, ranges);
    });
  },
};

async function listIfServed(
  context: KubectlContext,
  plural: string,
  namespace: string,
): Promise<readonly KubeObject[] | undefined> {
  const resource = (await context.resources()).find((one) => one.plural === plural && one.group === '');
  if (resource === undefined) return [];
  try {
    return await context.list(resource, namespace);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

function describeQuotas(out: Description, quotas: readonly KubeObject[]): void {
  out.write(0, '\n');
  if (quotas.length === 0) {
    out.write(0, 'No resource quota.\n');
    return;
  }
  out.write(0, 'Resource Quotas\n');
  for (const quota of quotas as readonly ResourceQuota[]) {
    out.write(1, `Name:\t${quota.metadata.name}\n`);
    describeScopes(out, 1, quota, '');
    out.write(1, 'Resource\tUsed\tHard\n');
    out.write(1, '--------\t---\t---\n');
    describeUse(out, 1, quota);
  }
}

function describeRanges(out: Description, ranges: readonly KubeObject[]): void {
  out.write(0, '\n');
  if (ranges.length === 0) {
    out.write(0, 'No LimitRange resource.\n');
    return;
  }
  out.write(0, 'Resource Limits\n Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio\n');
  out.write(0, ' ----\t--------\t---\t---\t---------------\t-------------\t-----------------------\n');
  for (const range of ranges as readonly LimitRange[]) describeLimits(out, range, ' ');
}
