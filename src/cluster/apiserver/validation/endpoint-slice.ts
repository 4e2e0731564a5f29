import { parseIp } from '../../../api/ip-address.ts';
import { isDNS1123Label, isDNS1123Subdomain, isQualifiedName, isValidLabelValue } from '../../../api/names.ts';
import type { EndpointSlice, SliceEndpoint, SlicePort } from '../../../api/types/endpoint-slice.ts';
import { duplicate, type FieldError, invalid, notSupported, required, tooMany } from '../field-error.ts';
import { ipWarnings, validateIp, validateNonSpecialIp } from './ip-fields.ts';
import { IMMUTABLE, validateLabels } from './object-meta.ts';

const ADDRESS_TYPES = ['FQDN', 'IPv4', 'IPv6'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const MAX = { addresses: 100, endpoints: 1000, hints: 8, ports: 20_000, topology: 16 };

/** Models pkg/apis/discovery/validation ValidateEndpointSlice. */
export function validateEndpointSlice({ addressType, endpoints, ports }: EndpointSlice): FieldError[] {
  return [
    ...validateAddressType(addressType),
    ...validateEndpoints(endpoints ?? [], addressType),
    ...validatePorts(ports ?? []),
  ];
}

/** Models ValidateEndpointSliceUpdate. */
export function validateEndpointSliceUpdate(object: EndpointSlice, old: EndpointSlice): FieldError[] {
  const errors = validateEndpointSlice(object);
  if (object.addressType === old.addressType) return errors;
  return [...errors, invalid('addressType', object.addressType, IMMUTABLE)];
}

function validateAddressType(type: string | undefined): FieldError[] {
  if (type === undefined || type === '') return [required('addressType', '')];
  return ADDRESS_TYPES.includes(type) ? [] : [notSupported('addressType', type, ADDRESS_TYPES)];
}

function validateEndpoints(endpoints: readonly SliceEndpoint[], type: string): FieldError[] {
  if (endpoints.length > MAX.endpoints) return [tooMany('endpoints', endpoints.length, MAX.endpoints)];
  return endpoints.flatMap((endpoint, i) => validateEndpoint(endpoint, type, `endpoints[${i}]`));
}

function validateEndpoint(endpoint: SliceEndpoint, type: string, path: string): FieldError[] {
  const { addresses = [], nodeName, hostname, deprecatedTopology = {}, hints } = endpoint;
  const errors: FieldError[] = [];
  const field = `${path}.addresses`;
  if (addresses.length === 0) errors.push(required(field, 'must contain at least 1 address'));
  if (addresses.length > MAX.addresses) errors.push(tooMany(field, addresses.length, MAX.addresses));
  addresses.forEach((address, i) => {
    errors.push(...validateAddress(address, type, `${field}[${i}]`));
  });
  for (const message of nodeName === undefined ? [] : isDNS1123Subdomain(nodeName)) {
    errors.push(invalid(`${path}.nodeName`, nodeName, message));
  }
  const topology = Object.keys(deprecatedTopology).length;
  if (topology > MAX.topology) errors.push(tooMany(`${path}.deprecatedTopology`, topology, MAX.topology));
  errors.push(...validateLabels(deprecatedTopology, `${path}.deprecatedTopology`));
  for (const message of hostname === undefined ? [] : isDNS1123Label(hostname)) {
    errors.push(invalid(`${path}.hostname`, hostname, message));
  }
  return [...errors, ...validateZones(hints?.forZones ?? [], `${path}.hints.forZones`)];
}

function validateAddress(address: string, type: string, field: string): FieldError[] {
  if (type === 'FQDN') return validateDomain(address, field);
  if (type !== 'IPv4' && type !== 'IPv6') return [];
  const errors = validateIp(address, field);
  if (errors.length > 0) return errors;
  if (parseIp(address)?.family !== (type === 'IPv4' ? 4 : 6)) {
    errors.push(invalid(field, address, `must be an ${type} address`));
  }
  return [...errors, ...validateNonSpecialIp(address, field)];
}

/** Models apimachinery util/validation IsFullyQualifiedDomainName. */
function validateDomain(value: string, field: string): FieldError[] {
  if (value === '') return [required(field, '')];
  const name = value.endsWith('.') ? value.slice(0, -1) : value;
  const messages = isDNS1123Subdomain(name);
  if (messages.length > 0) return [invalid(field, name, messages.join(','))];
  const labels = name.split('.');
  if (labels.length < 2) {
    return [invalid(field, name, 'should be a domain with at least two segments separated by dots')];
  }
  const wrong = labels.find((label) => isDNS1123Label(label).length > 0);
  return wrong === undefined ? [] : [invalid(field, wrong, isDNS1123Label(wrong).join(','))];
}

function validateZones(zones: readonly { readonly name: string }[], path: string): FieldError[] {
  if (zones.length > MAX.hints) return [tooMany(path, zones.length, MAX.hints)];
  const seen = new Set<string>();
  return zones.flatMap(({ name }, i) => {
    const field = `${path}[${i}].name`;
    const again = seen.has(name) ? [duplicate(field, name)] : [];
    seen.add(name);
    return [...again, ...isValidLabelValue(name).map((message) => invalid(field, name, message))];
  });
}

function validatePorts(ports: readonly SlicePort[]): FieldError[] {
  if (ports.length > MAX.ports) return [tooMany('ports', ports.length, MAX.ports)];
  const seen = new Set<string>();
  return ports.flatMap(({ name = '', protocol = 'TCP', appProtocol }, i) => {
    const path = `ports[${i}]`;
    const errors: FieldError[] = [];
    for (const message of name === '' ? [] : isDNS1123Label(name)) errors.push(invalid(`${path}.name`, name, message));
    if (seen.has(name)) errors.push(duplicate(`${path}.name`, name));
    seen.add(name);
    if (!PROTOCOLS.includes(protocol)) errors.push(notSupported(`${path}.protocol`, protocol, PROTOCOLS));
    for (const message of appProtocol === undefined ? [] : isQualifiedName(appProtocol)) {
      errors.push(invalid(`${path}.appProtocol`, appProtocol, message));
    }
    return errors;
  });
}

/** The controllers that write most slices and never write an odd address. */
const MANAGERS = ['endpointslice-controller.k8s.io', 'endpointslicemirroring-controller.k8s.io'];

/** Models pkg/registry/discovery/endpointslice strategy.go warnOnDeprecatedAddressType and warnOnBadIPs. */
export function endpointSliceWarnings({ addressType, endpoints, metadata }: EndpointSlice): readonly string[] {
  if (addressType === 'FQDN') return ['spec.addressType: FQDN endpoints are deprecated'];
  if (MANAGERS.includes(metadata.labels?.['endpointslice.kubernetes.io/managed-by'] ?? '')) return [];
  return (endpoints ?? []).flatMap(({ addresses = [] }, i) =>
    addresses.flatMap((address, at) => ipWarnings(address, `endpoints[${i}].addresses[${at}]`)),
  );
}
