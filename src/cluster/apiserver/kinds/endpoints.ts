import { endpoints as resource } from '../../../api/resources.ts';
import type { Endpoints } from '../../../api/types/service.ts';
import { mapField, mapItems, withDefaults } from '../defaults/with-defaults.ts';
import { strategy } from '../strategy.ts';
import { endpointsWarnings, validateEndpoints } from '../validation/endpoints.ts';
import { subdomainName } from '../validation/names.ts';
import { age } from './cell-text.ts';

const SHOWN = 3;

/** Models pkg/registry/core/endpoint strategy.go. */
export const endpoints = strategy<Endpoints>({
  resource,
  createsOnUpdate: true,
  nameErrors: subdomainName,
  defaults: (object) =>
    mapField(object, 'subsets', (subsets) =>
      mapItems(subsets, (subset) =>
        mapField(subset, 'ports', (ports) => mapItems(ports, (port) => withDefaults(port, { protocol: 'TCP' }))),
      ),
    ),
  validate: validateEndpoints,
  validateUpdate: validateEndpoints,
  deprecation: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
  warnings: endpointsWarnings,
  cells: (object, context) => [object.metadata.name, endpointsCell(object), age(object, context)],
});

/** Models pkg/printers/internalversion formatEndpoints. */
function endpointsCell({ subsets = [] }: Endpoints): string {
  const all = subsets.flatMap(({ addresses = [], ports = [] }) =>
    ports.length === 0
      ? addresses.map(({ ip }) => ip)
      : ports.flatMap(({ port }) => addresses.map(({ ip }) => `${ip}:${port}`)),
  );
  if (all.length === 0) return '<none>';
  const more = all.length > SHOWN ? ` + ${all.length - SHOWN} more...` : '';
  return `${all.slice(0, SHOWN).join(',')}${more}`;
}
