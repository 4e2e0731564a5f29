import { events } from '../../../api/resources.ts';
import type { Event } from '../../../api/types/core.ts';
import { strategy, type TableContext } from '../strategy.ts';
import { validateEvent } from '../validation/event.ts';
import { subdomainName } from '../validation/names.ts';
import { since } from './cell-text.ts';
import { eventsV1 } from './events-v1.ts';

const about = (part: keyof Event['involvedObject']) => (event: Event) => event.involvedObject[part] ?? '';

/** Models pkg/registry/core/event strategy.go. */
export const event = strategy<Event>({
  resource: events,
  createsOnUpdate: true,
  otherVersions: [eventsV1],
  nameErrors: subdomainName,
  defaults: (object) =>
    object.involvedObject !== undefined && object.source !== undefined
      ? object
      : { ...object, involvedObject: object.involvedObject ?? {}, source: object.source ?? {} },
  validate: validateEvent,
  validateUpdate: validateEvent,
  fields: {
    'involvedObject.kind': about('kind'),
    'involvedObject.namespace': about('namespace'),
    'involvedObject.name': about('name'),
    'involvedObject.uid': about('uid'),
    'involvedObject.apiVersion': about('apiVersion'),
    'involvedObject.resourceVersion': about('resourceVersion'),
    'involvedObject.fieldPath': about('fieldPath'),
    reason: ({ reason }) => reason ?? '',
    reportingComponent: ({ reportingComponent }) => reportingComponent ?? '',
    source: ({ source, reportingComponent }) => source?.component || (reportingComponent ?? ''),
    type: ({ type }) => type ?? '',
  },
  unknownField: (field) => `field label not supported: ${field}`,
  cells,
});

/** Models pkg/printers/internalversion printEvent. */
function cells(object: Event, { nowMs }: TableContext) {
  const { involvedObject, source, series } = object;
  let first = since(object.firstTimestamp, nowMs);
  if (object.firstTimestamp === undefined || object.firstTimestamp === null) first = since(object.eventTime, nowMs);
  const last =
    series !== undefined
      ? since(series.lastObservedTime, nowMs)
      : object.lastTimestamp !== undefined && object.lastTimestamp !== null
        ? since(object.lastTimestamp, nowMs)
        : first;
  const target =
    (involvedObject.name ?? '') === ''
      ? (involvedObject.kind ?? '')
      : `${(involvedObject.kind ?? '').toLowerCase()}/${involvedObject.name}`;
  const count = series?.count ?? (object.count === undefined || object.count === 0 ? 1 : object.count);
  return [
    last,
    object.type ?? '',
    object.reason ?? '',
    target,
    involvedObject.fieldPath ?? '',
    sourceCell(source?.component || object.reportingComponent, source?.host || object.reportingInstance),
    (object.message ?? '').trim(),
    first,
    String(count),
    object.metadata.name,
  ];
}

/** Models formatEventSource. */
function sourceCell(component = '', host = ''): string {
  return host === '' ? component : `${component}, ${host}`;
}
