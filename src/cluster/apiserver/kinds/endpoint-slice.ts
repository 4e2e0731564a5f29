import { jsonEqual } from '../../../api/json-equal.ts';
import { endpointSlices } from '../../../api/resources.ts';
import type { EndpointSlice } from '../../../api/types/endpoint-slice.ts';
import { mapField, mapItems, withDefaults } from '../defaults/with-defaults.ts';
import { strategy } from '../strategy.ts';
import {
  endpointSliceWarnings,
  validateEndpointSlice,
  validateEndpointSliceUpdate,
} from '../validation/endpoint-slice.ts';
import { subdomainName } from '../validation/names.ts';
import { age } from './cell-text.ts';
import { withGeneration } from './generation.ts';

const SHOWN = 3;

/** Models pkg/registry/discovery/endpointslice strategy.go. */
export const endpointSlice = strategy<EndpointSlice>({
  resource: endpointSlices,
  nameErrors: subdomainName,
  defaults: (object) =>
    mapField(object, 'ports', (ports) => mapItems(ports, (port) => withDefaults(port, { name: '', protocol: 'TCP' }))),
  prepareForCreate: (object) => withGeneration(object, 1),
  prepareForUpdate: (object, old) =>
    sameContent(object, old) ? object : withGeneration(object, (old.metadata.generation ?? 0) + 1),
  validate: validateEndpointSlice,
  validateUpdate: validateEndpointSliceUpdate,
  warnings: endpointSliceWarnings,
  cells: (object, context) => [
    object.metadata.name,
    object.addressType,
    firstFew((object.ports ?? []).map(({ port, name }) => (port === undefined ? (name ?? '*') : String(port)))),
    firstFew((object.endpoints ?? []).flatMap(({ addresses }) => addresses ?? [])),
    age(object, context),
  ],
});

/** Labels count as content too, because consumers select by them. */
function sameContent(object: EndpointSlice, old: EndpointSlice): boolean {
  const part = ({ addressType, endpoints, ports, metadata }: EndpointSlice) =>
    [addressType, endpoints ?? [], ports ?? [], metadata.labels ?? {}] as const;
  return jsonEqual(part(object), part(old));
}

/** Models pkg/printers/internalversion listWithMoreString. */
function firstFew(all: readonly string[]): string {
  if (all.length > SHOWN) return `${all.slice(0, SHOWN).join(',')} + ${all.length - SHOWN} more...`;
  return all.join(',') || '<unset>';
}
