import type { ResourceQuota } from '../../api/types/core.ts';
import type { Describer } from './describer.ts';
import { type Description, describeText } from './description.ts';

/** What kubectl says about a scope, in our own words. */
const SCOPES: Readonly<Record<string, string>> = {
  Terminating: 'Matches all pods that have an active deadline: they run for a limited time.',
  NotTerminating: 'Matches all pods that have no active deadline: most of them are meant to run on.',
  BestEffort: 'Matches all pods without any resource requirement: their quality of service is best effort.',
  NotBestEffort: 'Matches all pods with a resource requirement: their quality of service is burstable or guaranteed.',
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
      describeUse(out, 0, quota);
    });
  },
};

export function describeScopes(out: Description, level: number, { spec }: ResourceQuota, indent: string): void {
  const scopes = [...(spec?.scopes ?? [])].sort();
  if (scopes.length === 0) return;
  out.write(level, `Scopes:\t${scopes.join(', ')}\n`);
  for (const scope of scopes) if (SCOPES[scope] !== undefined) out.write(level, `${indent}* ${SCOPES[scope]}\n`);
}

export function describeUse(out: Description, level: number, { status }: ResourceQuota): void {
  for (const name of Object.keys(status?.hard ?? {}).sort())
    out.write(level, `${name}\t${status?.used?.[name] ?? '0'}\t${status!.hard![name]}\n`);
}
