import { goQuote } from '../../../api/go-quote.ts';
import { isDNS1123Label, isQualifiedName, isValidPortName, isValidPortNum } from '../../../api/names.ts';
import type { ServicePort, ServiceSpec } from '../../../api/types/service.ts';
import { duplicate, type FieldError, forbidden, invalid, notSupported, required } from '../field-error.ts';
import { goIntOrString } from './go-value.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

/** Each port by itself. Models pkg/apis/core/validation validateServicePort. */
export function validateServicePorts(ports: readonly ServicePort[]): FieldError[] {
  const names = new Set<string>();
  return ports.flatMap(({ name = '', port, protocol = 'TCP', targetPort = port, appProtocol }, i) => {
    const path = `spec.ports[${i}]`;
    const errors: FieldError[] = [];
    if (ports.length > 1 && name === '') errors.push(required(`${path}.name`, ''));
    else if (name !== '') {
      errors.push(...isDNS1123Label(name).map((message) => invalid(`${path}.name`, name, message)));
      if (names.has(name)) errors.push(duplicate(`${path}.name`, name));
      names.add(name);
    }
    errors.push(...isValidPortNum(port).map((message) => invalid(`${path}.port`, port, message)));
    if (!PROTOCOLS.includes(protocol)) errors.push(notSupported(`${path}.protocol`, protocol, PROTOCOLS));
    const messages = typeof targetPort === 'number' ? isValidPortNum(targetPort) : isValidPortName(targetPort);
    errors.push(...messages.map((message) => invalid(`${path}.targetPort`, targetPort, message)));
    for (const message of appProtocol === undefined ? [] : isQualifiedName(appProtocol)) {
      errors.push(invalid(`${path}.appProtocol`, appProtocol, message));
    }
    return errors;
  });
}

/** What no two ports may share, and who may have node ports. Models the middle of ValidateService. */
export function validatePortCollisions({ type, ports = [] }: ServiceSpec): FieldError[] {
  const errors: FieldError[] = [];
  ports.forEach(({ nodePort = 0 }, i) => {
    if (type !== 'ClusterIP' || nodePort === 0) return;
    errors.push(forbidden(`spec.ports[${i}].nodePort`, "may not be used when `type` is 'ClusterIP'"));
  });
  const nodePorts = new Set<string>();
  ports.forEach(({ nodePort = 0, protocol }, i) => {
    if (nodePort === 0) return;
    const key = `${protocol}/${nodePort}`;
    if (nodePorts.has(key)) errors.push(duplicate(`spec.ports[${i}].nodePort`, nodePort));
    nodePorts.add(key);
  });
  const taken = new Set<string>();
  ports.forEach(({ port, protocol = 'TCP' }, i) => {
    const key = `${protocol}/${port}`;
    if (taken.has(key)) errors.push(duplicate(`spec.ports[${i}]`, goKey(port, protocol)));
    taken.add(key);
  });
  return errors;
}

function goKey(port: number, protocol: string) {
  const target = goIntOrString(0).go;
  const fields = `Name:"", Protocol:${goQuote(protocol)}, AppProtocol:(*string)(nil), Port:${port}, TargetPort:${target}, NodePort:0`;
  return { go: `core.ServicePort{${fields}}` };
}
