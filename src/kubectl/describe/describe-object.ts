import type { KubeObject } from '../../api/object.ts';
import { describeEvents, searchEvents } from './describe-events.ts';
import type { DescribeRequest } from './describer.ts';
import { type Description, describeText } from './description.ts';

/** The description of an object: what `fill` writes, then the object's events where they are asked for. */
export async function describeObject(request: DescribeRequest, fill: (out: Description) => void): Promise<string> {
  const { info, context, now, showEvents } = request;
  const { name, namespace = '', uid } = (info.object as unknown as KubeObject).metadata;
  const events = showEvents
    ? await searchEvents(context, { name, namespace, kind: info.resource.kind, uid })
    : undefined;
  return describeText((out) => {
    fill(out);
    describeEvents(out, events, now);
  });
}

/** `Kind/name` of the object that controls this one; '' without one. Models printController. */
export function controllerText({ metadata }: KubeObject): string {
  const owner = metadata.ownerReferences?.find((reference) => reference.controller === true);
  return owner === undefined ? '' : `${owner.kind}/${owner.name}`;
}

/** Models printBoolPtr. */
export const flagText = (value: boolean | undefined): string =>
  value === undefined ? '<unset>' : value ? 'True' : 'False';

/** The table of conditions that most workloads share. */
export function describeConditions(
  out: Description,
  conditions: readonly { readonly type: string; readonly status: string; readonly reason?: string }[] | undefined,
): void {
  if (conditions === undefined || conditions.length === 0) return;
  out.write(0, 'Conditions:\n  Type\tStatus\tReason\n');
  out.write(1, '----\t------\t------\n');
  for (const { type, status, reason } of conditions) out.write(1, `${type} \t${status}\t${reason ?? ''}\n`);
}
