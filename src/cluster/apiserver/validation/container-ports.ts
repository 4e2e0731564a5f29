import { isValidPortName, isValidPortNum } from '../../../api/names.ts';
import type { Container, ContainerPort } from '../../../api/types/container.ts';
import { duplicate, type FieldError, invalid, notSupported, required } from '../field-error.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

/** Models pkg/apis/core/validation validateContainerPorts. */
export function validateContainerPorts(ports: readonly ContainerPort[], field: string): FieldError[] {
  const errors: FieldError[] = [];
  const names = new Set<string>();
  ports.forEach((port, i) => {
    const path = `${field}[${i}]`;
    const { name = '', containerPort = 0, hostPort = 0, protocol = '' } = port;
    if (name !== '') {
      const wrong = isValidPortName(name);
      for (const message of wrong) errors.push(invalid(`${path}.name`, name, message));
      if (wrong.length === 0 && names.has(name)) errors.push(duplicate(`${path}.name`, name));
      names.add(name);
    }
    if (containerPort === 0) errors.push(required(`${path}.containerPort`, ''));
    else
      for (const message of isValidPortNum(containerPort))
        errors.push(invalid(`${path}.containerPort`, containerPort, message));
    if (hostPort !== 0) {
      for (const message of isValidPortNum(hostPort)) errors.push(invalid(`${path}.hostPort`, hostPort, message));
    }
    if ((protocol as string) === '') errors.push(required(`${path}.protocol`, ''));
    else if (!PROTOCOLS.includes(protocol)) errors.push(notSupported(`${path}.protocol`, protocol, PROTOCOLS));
  });
  return errors;
}

/** Models checkHostPortConflicts. */
export function validateHostPortConflicts(containers: readonly Container[], field: string): FieldError[] {
  let seen: Set<string> | undefined;
  const errors: FieldError[] = [];
  containers.forEach(({ ports }, i) => {
    ports?.forEach(({ protocol = '', hostIP = '', hostPort = 0 }, at) => {
      if (hostPort === 0) return;
      const key = `${protocol}/${hostIP}/${hostPort}`;
      seen ??= new Set();
      if (seen.has(key)) errors.push(duplicate(`${field}[${i}].ports[${at}].hostPort`, key));
      seen.add(key);
    });
  });
  return errors;
}
