import { isDNS1123Label, isDNS1123Subdomain, isQualifiedName, isValidPortNum } from '../../../api/names.ts';
import type { EndpointAddress, EndpointPort, Endpoints } from '../../../api/types/service.ts';
import { type FieldError, invalid, notSupported, required } from '../field-error.ts';
import { ipWarnings, validateIp, validateNonSpecialIp } from './ip-fields.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

/** Models pkg/apis/core/validation ValidateEndpoints. */
export function validateEndpoints({ subsets = [] }: Endpoints): FieldError[] {
  return subsets.flatMap(({ addresses = [], notReadyAddresses = [], ports = [] }, i) => {
    const path = `subsets[${i}]`;
    const errors: FieldError[] = [];
    if (addresses.length === 0 && notReadyAddresses.length === 0) {
      errors.push(required(path, 'must specify `addresses` or `notReadyAddresses`'));
    }
    addresses.forEach((one, at) => {
      errors.push(...validateAddress(one, `${path}.addresses[${at}]`));
    });
    notReadyAddresses.forEach((one, at) => {
      errors.push(...validateAddress(one, `${path}.notReadyAddresses[${at}]`));
    });
    ports.forEach((port, at) => {
      errors.push(...validatePort(port, ports.length > 1, `${path}.ports[${at}]`));
    });
    return errors;
  });
}

function validateAddress({ ip = '', hostname = '', nodeName }: EndpointAddress, path: string): FieldError[] {
  const errors = validateIp(ip, `${path}.ip`);
  if (hostname !== '') {
    errors.push(...isDNS1123Label(hostname).map((message) => invalid(`${path}.hostname`, hostname, message)));
  }
  if (nodeName !== undefined) {
    errors.push(...isDNS1123Subdomain(nodeName).map((message) => invalid(`${path}.nodeName`, nodeName, message)));
  }
  return [...errors, ...validateNonSpecialIp(ip, `${path}.ip`)];
}

function validatePort({ name = '', port, protocol = 'TCP', appProtocol }: EndpointPort, named: boolean, path: string) {
  const errors: FieldError[] = [];
  if (named && name === '') errors.push(required(`${path}.name`, ''));
  for (const message of name === '' ? [] : isDNS1123Label(name)) errors.push(invalid(`${path}.name`, name, message));
  for (const message of isValidPortNum(port)) errors.push(invalid(`${path}.port`, port, message));
  if (!PROTOCOLS.includes(protocol)) errors.push(notSupported(`${path}.protocol`, protocol, PROTOCOLS));
  for (const message of appProtocol === undefined ? [] : isQualifiedName(appProtocol)) {
    errors.push(invalid(`${path}.appProtocol`, appProtocol, message));
  }
  return errors;
}

/** Models pkg/registry/core/endpoint strategy.go endpointsWarnings. */
export function endpointsWarnings({ subsets = [] }: Endpoints): readonly string[] {
  return subsets.flatMap(({ addresses = [], notReadyAddresses = [] }, i) => [
    ...addresses.flatMap(({ ip }, at) => ipWarnings(ip, `subsets[${i}].addresses[${at}].ip`)),
    ...notReadyAddresses.flatMap(({ ip }, at) => ipWarnings(ip, `subsets[${i}].notReadyAddresses[${at}].ip`)),
  ]);
}
