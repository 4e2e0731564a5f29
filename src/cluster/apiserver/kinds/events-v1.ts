import { jsonEqual } from '../../../api/json-equal.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { Event, ObjectReference } from '../../../api/types/core.ts';
import { type BadValue, type FieldError, invalid, required } from '../field-error.ts';
import type { OtherVersion } from '../strategy.ts';

/** How events.k8s.io/v1 names the fields of a core event. */
const NAMES: Readonly<Record<string, string>> = {
  involvedObject: 'regarding',
  message: 'note',
  source: 'deprecatedSource',
  firstTimestamp: 'deprecatedFirstTimestamp',
  lastTimestamp: 'deprecatedLastTimestamp',
  count: 'deprecatedCount',
  reportingComponent: 'reportingController',
};
const CORE_NAMES = Object.fromEntries(Object.entries(NAMES).map(([core, name]) => [name, core]));

/** Events in the words of events.k8s.io/v1. Models pkg/apis/events/v1 conversion.go. */
export const eventsV1: OtherVersion<Event> = {
  groupVersion: 'events.k8s.io/v1',
  toServed: (event) => renamed(event, NAMES, 'events.k8s.io/v1'),
  fromServed: (event) => renamed(event, CORE_NAMES, 'v1') as Event,
  validate: (event, old) => (old === undefined ? createErrors(event) : updateErrors(event, old)),
  selectable: {
    reason: 'reason',
    type: 'type',
    reportingController: 'reportingComponent',
    'regarding.kind': 'involvedObject.kind',
    'regarding.namespace': 'involvedObject.namespace',
    'regarding.name': 'involvedObject.name',
    'regarding.uid': 'involvedObject.uid',
    'regarding.apiVersion': 'involvedObject.apiVersion',
    'regarding.resourceVersion': 'involvedObject.resourceVersion',
    'regarding.fieldPath': 'involvedObject.fieldPath',
  },
};

function renamed(object: KubeObject, names: Readonly<Record<string, string>>, apiVersion: string): KubeObject {
  const fields = Object.entries(object)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [Object.hasOwn(names, name) ? names[name]! : name, value]);
  return { ...Object.fromEntries(fields), apiVersion } as KubeObject;
}

/** Models pkg/apis/core/validation ValidateEventCreate for requests in events.k8s.io/v1. */
function createErrors(event: Event): readonly FieldError[] {
  const { eventTime, type = '', firstTimestamp, lastTimestamp, count = 0, source } = event;
  const errors = [...seriesErrors(event)];
  if ((eventTime ?? '') === '') errors.push(required('eventTime', ''));
  if (type !== 'Normal' && type !== 'Warning') errors.push(invalid('type', '', `has invalid value: ${type}`));
  if ((firstTimestamp ?? '') !== '') errors.push(invalid('firstTimestamp', '', 'needs to be unset'));
  if ((lastTimestamp ?? '') !== '') errors.push(invalid('lastTimestamp', '', 'needs to be unset'));
  if (count !== 0) errors.push(invalid('count', '', 'needs to be unset'));
  if ((source?.component ?? '') !== '' || (source?.host ?? '') !== '') {
    errors.push(invalid('source', '', 'needs to be unset'));
  }
  return errors;
}

/** Models ValidateEventUpdate for requests in events.k8s.io/v1: only the series may change. */
function updateErrors(event: Event, old: Event): readonly FieldError[] {
  const errors = jsonEqual(event.series ?? null, old.series ?? null) ? [] : [...seriesErrors(event)];
  const immutable = (field: string, value: unknown, before: unknown, shown: BadValue) => {
    if (!jsonEqual(value ?? '', before ?? '')) errors.push(invalid(field, shown, 'field is immutable'));
  };
  immutable('involvedObject', event.involvedObject, old.involvedObject, goReference(event.involvedObject));
  immutable('reason', event.reason, old.reason, event.reason ?? '');
  immutable('message', event.message, old.message, event.message ?? '');
  immutable('count', event.count, old.count, event.count ?? 0);
  immutable('type', event.type, old.type, event.type ?? '');
  immutable('action', event.action, old.action, event.action ?? '');
  immutable('related', event.related, old.related, goReference(event.related));
  immutable('reportingController', event.reportingComponent, old.reportingComponent, event.reportingComponent ?? '');
  immutable('reportingInstance', event.reportingInstance, old.reportingInstance, event.reportingInstance ?? '');
  return errors;
}

/** Models validateV1EventSeries. */
function seriesErrors({ series }: Event): readonly FieldError[] {
  if (series === undefined || series === null) return [];
  return [
    ...((series.count ?? 0) < 2 ? [invalid('series.count', '', 'should be at least 2')] : []),
    ...((series.lastObservedTime ?? '') === '' ? [required('series.lastObservedTime', '')] : []),
  ];
}

function goReference(reference: ObjectReference | undefined): BadValue {
  if (reference === undefined) return { go: 'nil' };
  const { kind, namespace, name, uid, apiVersion, resourceVersion, fieldPath } = reference;
  const fields = Object.entries({
    Kind: kind,
    Namespace: namespace,
    Name: name,
    UID: uid,
    APIVersion: apiVersion,
    ResourceVersion: resourceVersion,
    FieldPath: fieldPath,
  }).map(([field, value]) => `${field}:${JSON.stringify(value ?? '')}`);
  return { go: `core.ObjectReference{${fields.join(', ')}}` };
}
