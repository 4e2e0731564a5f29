import type { KubeObject } from '../../api/object.ts';
import type { Namespace } from '../../api/types/core.ts';
import type { KubectlContext } from '../context.ts';
import { readPath, readText } from '../json.ts';
import { isNotFound } from '../make-context.ts';
import { longDate } from './dates.ts';
import type { Describer } from './describer.ts';
import { type Description, describeText } from './description.ts';
import { describeAnnotations, describeLabels } from './maps.ts';

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
  for (const quota of quotas) {
    out.write(1, `Name:\t${quota.metadata.name}\n`);
    out.write(1, 'Resource\tUsed\tHard\n');
    out.write(1, '--------\t---\t---\n');
    const hard = (readPath(quota, 'status', 'hard') ?? {}) as Readonly<Record<string, string>>;
    for (const name of Object.keys(hard).sort())
      out.write(1, `${name}\t${readText(quota, 'status', 'used', name) || '0'}\t${hard[name]}\n`);
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
  for (const range of ranges) {
    for (const item of (readPath(range, 'spec', 'limits') ?? []) as readonly Readonly<Record<string, unknown>>[]) {
      const maps = ['min', 'max', 'defaultRequest', 'default', 'maxLimitRequestRatio'];
      const names = new Set(maps.flatMap((field) => Object.keys((item[field] ?? {}) as object)));
      for (const name of [...names].sort()) {
        out.write(
          0,
          ` ${String(item.type)}\t${name}\t${maps.map((field) => readText(item, field, name) || '-').join('\t')}\n`,
        );
      }
    }
  }
}
