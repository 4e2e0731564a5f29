import { parseIp } from '../../../api/ip-address.ts';
import { isDNS1123Subdomain, isValidPortName, isValidPortNum, isWildcardDNS1123Subdomain } from '../../../api/names.ts';
import type {
  HTTPIngressPath,
  Ingress,
  IngressBackend,
  IngressRule,
  IngressSpec,
} from '../../../api/types/networking.ts';
import { type FieldError, invalid, notSupported, required } from '../field-error.ts';
import { validateIp } from './ip-fields.ts';
import { dns1035Name } from './names.ts';
import { validateTypedReference } from './typed-reference.ts';

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];
const NOT_IN_PATHS = ['//', '/./', '/../', '%2f', '%2F'];
const NOT_AT_THE_END = ['/..', '/.'];

/** Models pkg/apis/networking/validation ValidateIngressCreate. */
export function validateIngress({ metadata, spec }: Ingress): FieldError[] {
  const errors = validateSpec(spec, undefined);
  const annotation = metadata.annotations?.[CLASS_ANNOTATION];
  if (annotation !== undefined && spec.ingressClassName !== undefined && annotation !== spec.ingressClassName) {
    const detail = 'must match `ingressClassName` when both are specified';
    errors.push(invalid(`annotations.${CLASS_ANNOTATION}`, annotation, detail));
  }
  return errors;
}

/** Models ValidateIngressUpdate: what was wrong before in a few fields may stay. */
export const validateIngressUpdate = ({ spec }: Ingress, old: Ingress): FieldError[] => validateSpec(spec, old.spec);

function validateSpec(spec: IngressSpec, old: IngressSpec | undefined): FieldError[] {
  const errors: FieldError[] = [];
  const { defaultBackend, rules = [], tls = [], ingressClassName } = spec;
  if (rules.length === 0 && defaultBackend === undefined) {
    const shown = { go: spec.rules === undefined ? '[]networking.IngressRule(nil)' : '[]networking.IngressRule{}' };
    errors.push(invalid('spec', shown, 'either `defaultBackend` or `rules` must be specified'));
  }
  if (defaultBackend !== undefined) errors.push(...validateBackend(defaultBackend, 'spec.defaultBackend'));
  const wildcardsMayBeWrong = old?.rules?.some(isWrongWildcard) === true;
  rules.forEach((rule, i) => {
    errors.push(...validateRule(rule, `spec.rules[${i}]`, wildcardsMayBeWrong));
  });
  const secretsMayBeWrong = old?.tls?.some(({ secretName }) => secretErrors(secretName).length > 0) === true;
  tls.forEach(({ hosts = [], secretName = '' }, i) => {
    hosts.forEach((host, at) => {
      errors.push(...validateHost(host, `spec.tls[${i}].hosts[${at}]`));
    });
    if (secretsMayBeWrong) return;
    for (const message of secretErrors(secretName))
      errors.push(invalid(`spec.tls[${i}].secretName`, secretName, message));
  });
  if (ingressClassName !== undefined) {
    for (const message of isDNS1123Subdomain(ingressClassName)) {
      errors.push(invalid('spec.ingressClassName', ingressClassName, message));
    }
  }
  return errors;
}

const secretErrors = (name = '') => (name === '' ? [] : isDNS1123Subdomain(name));

const isWrongWildcard = (rule: IngressRule) => rule.host?.includes('*') === true && validatePaths(rule, '').length > 0;

function validateHost(host: string, field: string): FieldError[] {
  const messages = host.includes('*') ? isWildcardDNS1123Subdomain(host) : isDNS1123Subdomain(host);
  return messages.map((message) => invalid(field, host, message));
}

/** Models validateIngressRules. */
function validateRule(rule: IngressRule, path: string, wildcardsMayBeWrong: boolean): FieldError[] {
  const { host = '' } = rule;
  const errors: FieldError[] = [];
  if (host !== '') {
    if (parseIp(host) !== undefined) {
      errors.push(invalid(`${path}.host`, host, 'must be a DNS name, not an IP address'));
    }
    errors.push(...validateHost(host, `${path}.host`));
  }
  if (host.includes('*') && wildcardsMayBeWrong) return errors;
  return [...errors, ...validatePaths(rule, path)];
}

function validatePaths({ http }: IngressRule, path: string): FieldError[] {
  if (http === undefined) return [];
  const paths = http.paths ?? [];
  if (paths.length === 0) return [required(`${path}.http.paths`, '')];
  return paths.flatMap((one, i) => validatePath(one, `${path}.http.paths[${i}]`));
}

/** Models validateHTTPIngressPath. */
function validatePath({ path = '', pathType, backend }: HTTPIngressPath, at: string): FieldError[] {
  if (pathType === undefined) return [required(`${at}.pathType`, 'pathType must be specified')];
  const errors: FieldError[] = [];
  const wrong = (detail: string) => errors.push(invalid(`${at}.path`, path, detail));
  const exact = pathType === 'Exact' || pathType === 'Prefix';
  if (!PATH_TYPES.includes(pathType)) errors.push(notSupported(`${at}.pathType`, pathType, PATH_TYPES));
  else if (!path.startsWith('/') && (exact || path !== '')) wrong('must be an absolute path');
  if (exact) {
    for (const part of NOT_IN_PATHS) if (path.includes(part)) wrong(`must not contain '${part}'`);
    for (const end of NOT_AT_THE_END) if (path.endsWith(end)) wrong(`cannot end with '${end}'`);
  }
  return [...errors, ...validateBackend(backend ?? {}, `${at}.backend`)];
}

/** Models validateIngressBackend. */
function validateBackend({ resource, service }: IngressBackend, path: string): FieldError[] {
  if (resource !== undefined && service !== undefined) {
    return [invalid(path, '', 'cannot set both resource and service backends')];
  }
  if (resource !== undefined) return validateTypedReference(resource, `${path}.resource`);
  if (service === undefined) return [invalid(path, '', 'resource or service backend is required')];
  const errors: FieldError[] = [];
  const { name = '', port } = service;
  if (name === '') errors.push(required(`${path}.service.name`, ''));
  else for (const message of dns1035Name(name, false)) errors.push(invalid(`${path}.service.name`, name, message));
  const portName = port?.name ?? '';
  const number = port?.number ?? 0;
  const field = `${path}.service.port`;
  if (portName !== '' && number !== 0) errors.push(invalid(path, '', 'cannot set both port name & port number'));
  else if (portName !== '') {
    for (const message of isValidPortName(portName)) errors.push(invalid(`${field}.name`, portName, message));
  } else if (number !== 0) {
    for (const message of isValidPortNum(number)) errors.push(invalid(`${field}.number`, number, message));
  } else errors.push(required(path, 'port name or number is required'));
  return errors;
}

/** Models ValidateIngressLoadBalancerStatus. */
export function validateIngressStatus({ status }: Ingress): FieldError[] {
  return (status.loadBalancer?.ingress ?? []).flatMap(({ ip = '', hostname = '' }, i) => {
    const path = `status.loadBalancer.ingress[${i}]`;
    const errors = ip === '' ? [] : validateIp(ip, `${path}.ip`);
    if (hostname === '') return errors;
    const field = `${path}.hostname`;
    errors.push(...isDNS1123Subdomain(hostname).map((message) => invalid(field, hostname, message)));
    if (parseIp(hostname) !== undefined) errors.push(invalid(field, hostname, 'must be a DNS name, not an IP address'));
    return errors;
  });
}

/** Models pkg/registry/networking/ingress strategy.go WarningsOnCreate. */
export function ingressWarnings({ metadata }: Ingress, old: Ingress | undefined): readonly string[] {
  if (old !== undefined || metadata.annotations?.[CLASS_ANNOTATION] === undefined) return [];
  return [`annotation "${CLASS_ANNOTATION}" is deprecated, please use 'spec.ingressClassName' instead`];
}
