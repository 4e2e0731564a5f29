import { humanAge } from '../../api/duration.ts';
import { parseTime } from '../../api/time.ts';
import type { Event } from '../../api/types/core.ts';
import type { Millis } from '../../sim/clock.ts';
import type { ApiResource, KubectlContext } from '../context.ts';
import type { Description } from './description.ts';

const eventResource: ApiResource = {
  group: '',
  version: 'v1',
  plural: 'events',
  singular: 'event',
  kind: 'Event',
  namespaced: true,
  verbs: [],
  shortNames: [],
  categories: [],
};

/** The events about an object. Models kubectl/pkg/describe searchEvents; a refused list counts as none known. */
export async function searchEvents(
  context: KubectlContext,
  about: { readonly name: string; readonly namespace: string; readonly kind?: string; readonly uid?: string },
): Promise<readonly Event[] | undefined> {
  const terms = [`involvedObject.name=${about.name}`, `involvedObject.namespace=${about.namespace}`];
  if (about.kind) terms.push(`involvedObject.kind=${about.kind}`);
  if (about.uid) terms.push(`involvedObject.uid=${about.uid}`);
  try {
    const items = await context.list(eventResource, about.namespace, { fieldSelector: terms.join(',') });
    return items as readonly Event[];
  } catch {
    return undefined;
  }
}

/** Models kubectl/pkg/describe DescribeEvents. */
export function describeEvents(out: Description, events: readonly Event[] | undefined, now: Millis): void {
  if (events === undefined) return;
  if (events.length === 0) {
    out.write(0, 'Events:\t<none>\n');
    return;
  }
  out.flush();
  const seenAt = (event: Event) => parseTime(event.lastTimestamp) ?? Number.NEGATIVE_INFINITY;
  const age = (text: string | undefined) => humanAge(parseTime(text), now);
  out.write(0, 'Events:\n  Type\tReason\tAge\tFrom\tMessage\n');
  out.write(1, '----\t------\t----\t----\t-------\n');
  for (const event of [...events].sort((a, b) => compare(seenAt(a), seenAt(b)))) {
    const interval = eventInterval(event, age);
    const source = event.source?.component || event.reportingComponent || '';
    out.write(
      1,
      `${event.type ?? ''}\t${event.reason ?? ''}\t${interval}\t${source}\t${(event.message ?? '').trim()}\n`,
    );
  }
}

/** `5m`, or `3s (x4 over 5m)` for what was seen several times. Models getInterval. */
export function eventInterval(event: Event, age: (text: string | undefined) => string): string {
  const first = age(event.eventTime ?? event.firstTimestamp);
  if (event.series !== undefined) return `${age(event.series.lastObservedTime)} (x${event.series.count} over ${first})`;
  return (event.count ?? 0) > 1 ? `${age(event.lastTimestamp)} (x${event.count} over ${first})` : first;
}

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
