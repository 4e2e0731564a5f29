import { isValidPortName, isValidPortNum } from '../../../api/names.ts';
import type { Probe } from '../../../api/types/probe.ts';
import { type FieldError, forbidden, invalid, notSupported, required } from '../field-error.ts';

const AMOUNTS = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const;
const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'] as const;

/** Models pkg/apis/core/validation validateProbe; a probe that may restart a container must succeed at once. */
export function validateProbe(probe: Probe | undefined, field: string, restarts: boolean): FieldError[] {
  if (probe === undefined) return [];
  const errors = validateHandler(probe, field);
  for (const name of AMOUNTS) {
    const value = probe[name] ?? 0;
    if (value < 0) errors.push(invalid(`${field}.${name}`, value, 'must be greater than or equal to 0'));
  }
  if (restarts && probe.successThreshold !== undefined && probe.successThreshold !== 1) {
    errors.push(invalid(`${field}.successThreshold`, probe.successThreshold, 'must be 1'));
  }
  return errors;
}

function validateHandler(probe: Probe, field: string): FieldError[] {
  const given = HANDLERS.filter((name) => probe[name] !== undefined);
  if (given.length === 0) return [required(field, 'must specify a handler type')];
  const errors = given
    .slice(1)
    .map((name) => forbidden(`${field}.${name}`, 'may not specify more than 1 handler type'));
  const { exec, httpGet, tcpSocket } = probe;
  if (exec !== undefined && (exec.command?.length ?? 0) === 0) errors.push(required(`${field}.exec.command`, ''));
  if (httpGet !== undefined) {
    if ((httpGet.path ?? '') === '') errors.push(required(`${field}.httpGet.path`, ''));
    errors.push(...validatePort(httpGet.port, `${field}.httpGet.port`));
    const scheme = httpGet.scheme ?? '';
    if (scheme !== 'HTTP' && scheme !== 'HTTPS') {
      errors.push(notSupported(`${field}.httpGet.scheme`, scheme, ['HTTP', 'HTTPS']));
    }
  }
  if (tcpSocket !== undefined) errors.push(...validatePort(tcpSocket.port, `${field}.tcpSocket.port`));
  return errors;
}

function validatePort(port: number | string | undefined, field: string): FieldError[] {
  if (typeof port === 'string') return isValidPortName(port).map((message) => invalid(field, port, message));
  return isValidPortNum(port ?? 0).map((message) => invalid(field, port ?? 0, message));
}
