import { isHTTPHeaderName, isValidPortName, isValidPortNum } from '../../../api/names.ts';
import type { HTTPGetAction, Lifecycle, LifecycleHandler, Probe, SleepAction } from '../../../api/types/probe.ts';
import { type FieldError, forbidden, invalid, notSupported, required } from '../field-error.ts';
import { invalidForEach } from './invalid-for-each.ts';

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const;
const SCHEMES = ['HTTP', 'HTTPS'];

/** Models pkg/apis/core/validation validateHandler; `grace` are the seconds a container has to stop. */
export function validateHandler(
  handler: Partial<LifecycleHandler & Probe>,
  grace: number | undefined,
  field: string,
): FieldError[] {
  const given = HANDLERS.filter((name) => handler[name] !== undefined && handler[name] !== null);
  if (given.length === 0) return [required(field, 'must specify a handler type')];
  const errors = validateAction(handler, given[0]!, grace, field);
  for (const name of given.slice(1)) {
    errors.push(forbidden(`${field}.${name}`, 'may not specify more than 1 handler type'));
  }
  return errors;
}

function validateAction(
  handler: Partial<LifecycleHandler & Probe>,
  name: (typeof HANDLERS)[number],
  grace: number | undefined,
  field: string,
): FieldError[] {
  const path = `${field}.${name}`;
  switch (name) {
    case 'exec':
      return (handler.exec!.command?.length ?? 0) === 0 ? [required(`${path}.command`, '')] : [];
    case 'httpGet':
      return validateHttpGet(handler.httpGet!, path);
    case 'tcpSocket':
      return validatePortNumOrName(handler.tcpSocket!.port, `${path}.port`);
    case 'grpc':
      return validatePortNumOrName(handler.grpc!.port, `${path}.port`);
    case 'sleep':
      return validateSleep(handler.sleep!, grace, path);
  }
}

function validateHttpGet({ path = '', port, scheme: given, httpHeaders = [] }: HTTPGetAction, field: string) {
  const scheme = (given as string | undefined) ?? '';
  const errors: FieldError[] = path === '' ? [required(`${field}.path`, '')] : [];
  errors.push(...validatePortNumOrName(port, `${field}.port`));
  if (!SCHEMES.includes(scheme)) errors.push(notSupported(`${field}.scheme`, scheme, SCHEMES));
  for (const { name = '' } of httpHeaders) {
    errors.push(...invalidForEach(isHTTPHeaderName(name), `${field}.httpHeaders`, name));
  }
  return errors;
}

function validateSleep({ seconds = 0 }: SleepAction, grace: number | undefined, field: string): FieldError[] {
  if (grace === undefined || (seconds >= 0 && seconds <= grace)) return [];
  const detail = `must be non-negative and less than terminationGracePeriodSeconds (${grace})`;
  return [invalid(field, seconds, detail)];
}

/** Models ValidatePortNumOrName. */
export function validatePortNumOrName(port: number | string | undefined, field: string): FieldError[] {
  if (typeof port === 'string') return invalidForEach(isValidPortName(port), field, port);
  return invalidForEach(isValidPortNum(port ?? 0), field, port ?? 0);
}

/** Models validateLifecycle. */
export function validateLifecycle(lifecycle: Lifecycle, grace: number | undefined, field: string): FieldError[] {
  const { postStart, preStop } = lifecycle;
  return [
    ...(postStart === undefined ? [] : validateHandler(postStart, grace, `${field}.postStart`)),
    ...(preStop === undefined ? [] : validateHandler(preStop, grace, `${field}.preStop`)),
  ];
}
