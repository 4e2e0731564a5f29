import { isDNS1123Label, isInRange, isValidPortNum } from '../../../api/names.ts';
import type { Service } from '../../../api/types/service.ts';
import { duplicate, type FieldError, invalid, notSupported, required } from '../field-error.ts';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const AFFINITIES = ['ClientIP', 'None'];

/** Models pkg/apis/core/validation ValidateService. */
export function validateService({ spec }: Service): FieldError[] {
  const errors: FieldError[] = [];
  const { type = '', ports = [] } = spec;
  const headless = spec.clusterIP === 'None';
  if (ports.length === 0 && !headless && type !== 'ExternalName') errors.push(required('spec.ports', ''));
  const names = new Set<string>();
  ports.forEach((port, i) => {
    const field = `spec.ports[${i}]`;
    const name = port.name ?? '';
    if (ports.length > 1 && name === '') errors.push(required(`${field}.name`, ''));
    if (name !== '') {
      for (const message of isDNS1123Label(name)) errors.push(invalid(`${field}.name`, name, message));
      if (names.has(name)) errors.push(duplicate(`${field}.name`, name));
      names.add(name);
    }
    for (const message of isValidPortNum(port.port)) errors.push(invalid(`${field}.port`, port.port, message));
    if (!PROTOCOLS.includes(port.protocol ?? '')) {
      errors.push(notSupported(`${field}.protocol`, port.protocol ?? '', PROTOCOLS));
    }
    if (typeof port.targetPort === 'number') {
      for (const message of isInRange(port.targetPort, 1, 65535)) {
        errors.push(invalid(`${field}.targetPort`, port.targetPort, message));
      }
    }
  });
  if (!AFFINITIES.includes(spec.sessionAffinity ?? '')) {
    errors.push(notSupported('spec.sessionAffinity', spec.sessionAffinity ?? '', AFFINITIES));
  }
  if (!TYPES.includes(type)) errors.push(notSupported('spec.type', type, TYPES));
  return errors;
}
