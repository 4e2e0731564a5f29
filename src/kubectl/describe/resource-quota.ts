import { formatQuantity, integerValue, parseQuantity } from '../../api/quantity.ts';
import type { ResourceQuota } from '../../api/types/core.ts';
import type { Describer } from './describer.ts';
import { type Description, describeText } from './description.ts';

/** Models helpTextForResourceQuotaScope. */
const SCOPES: Readonly<Record<string, string>> = {
  Terminating:
    'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  NotTerminating:
    'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  BestEffort:
    'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  NotBestEffort:
    'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
};

/** Models kubectl/pkg/describe ResourceQuotaDescriber. */
export const resourceQuotaDescriber: Describer = {
  group: '',
  kind: 'ResourceQuota',
  async describe({ info }) {
    const quota = info.object as unknown as ResourceQuota;
    return describeText((out) => {
      out.write(0, `Name:\t${quota.metadata.name}\n`);
      out.write(0, `Namespace:\t${quota.metadata.namespace ?? ''}\n`);
      describeScopes(out, 0, quota, ' ');
      out.write(0, 'Resource\tUsed\tHard\n');
      out.write(0, '--------\t----\t----\n');
      describeUse(out, 0, quota, inFormatOf);
    });
  },
};

export function describeScopes(out: Description, level: number, { spec }: ResourceQuota, indent: string): void {
  const scopes = [...(spec?.scopes ?? [])].sort();
  if (scopes.length === 0) return;
  out.write(level, `Scopes:\t${scopes.join(', ')}\n`);
  for (const scope of scopes) if (SCOPES[scope] !== undefined) out.write(level, `${indent}* ${SCOPES[scope]}\n`);
}

export function describeUse(
  out: Description,
  level: number,
  { status }: ResourceQuota,
  shown: (used: string, hard: string) => string = (used) => used,
): void {
  for (const [name, hard] of Object.entries(status?.hard ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))) {
    out.write(level, `${name}\t${shown(status?.used?.[name] ?? '0', hard)}\t${hard}\n`);
  }
}

/** What is used, in whole units in the suffixes of what there is when it has others of its own. */
function inFormatOf(used: string, hard: string): string {
  const format = parseQuantity(hard)?.format;
  if (format === undefined || parseQuantity(used)?.format === format) return used;
  return formatQuantity({ nano: BigInt(integerValue(used)) * 1_000_000_000n, format });
}
