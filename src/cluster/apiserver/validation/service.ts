import { parseIp } from '../../../api/ip-address.ts';
import { isDNS1123Subdomain, isInRange, isQualifiedName, isValidPortNum } from '../../../api/names.ts';
import type { Service, ServiceSpec, SessionAffinityConfig } from '../../../api/types/service.ts';
import { type FieldError, forbidden, invalid, notSupported, required } from '../field-error.ts';
import { validateCidr, validateIp, validateNonSpecialIp } from './ip-fields.ts';
import { validateLabels } from './object-meta.ts';
import { validateClusterIPs, validateClusterIPsUpdate, validateFamiliesUpdate } from './service-cluster-ips.ts';
import { isExternallyAccessible, isHeadless, needsHealthCheck } from './service-needs.ts';
import { validatePortCollisions, validateServicePorts } from './service-ports.ts';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const AFFINITIES = ['ClientIP', 'None'];
const POLICIES = ['Cluster', 'Local'];
const DAY_SECONDS = 86_400;
const RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const HINTS = 'service.kubernetes.io/topology-aware-hints';
const MODE = 'service.kubernetes.io/topology-mode';
const ONLY_BALANCERS = "may only be used when `type` is 'LoadBalancer'";

/** Models pkg/apis/core/validation ValidateService. */
export function validateService(service: Service): FieldError[] {
  const { metadata, spec } = service;
  const { type = '', ports = [], sessionAffinity = '', externalIPs = [] } = spec;
  const { [HINTS]: hints, [MODE]: mode } = metadata.annotations ?? {};
  const errors: FieldError[] = [];
  if (hints !== undefined && mode !== undefined && mode !== hints) {
    const detail = `must match annotations[${HINTS}] when both are specified`;
    errors.push(invalid(`metadata.annotations[${MODE}]`, mode, detail));
  }
  if (ports.length === 0 && !isHeadless(spec) && type !== 'ExternalName') errors.push(required('spec.ports', ''));
  errors.push(...validateType(spec), ...validateServicePorts(ports), ...validateLabels(spec.selector, 'spec.selector'));
  if (sessionAffinity === '') errors.push(required('spec.sessionAffinity', ''));
  else if (!AFFINITIES.includes(sessionAffinity)) {
    errors.push(notSupported('spec.sessionAffinity', sessionAffinity, AFFINITIES));
  }
  errors.push(...validateAffinity(sessionAffinity, spec.sessionAffinityConfig), ...validateClusterIPs(spec));
  externalIPs.forEach((ip, i) => {
    const field = `spec.externalIPs[${i}]`;
    const found = validateIp(ip, field);
    errors.push(...(found.length > 0 ? found : validateNonSpecialIp(ip, field)));
  });
  if (type === '') errors.push(required('spec.type', ''));
  else if (!TYPES.includes(type)) errors.push(notSupported('spec.type', type, TYPES));
  return [...errors, ...validatePortCollisions(spec), ...validateBalancer(service), ...validateTraffic(spec)];
}

/** What only some types may have. */
function validateType(spec: ServiceSpec): FieldError[] {
  const { type, externalName = '' } = spec;
  const errors: FieldError[] = [];
  if ((type === 'LoadBalancer' || type === 'NodePort') && isHeadless(spec)) {
    errors.push(invalid('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${type} services`));
  }
  if (type !== 'ExternalName') return errors;
  const none = 'may not be set for ExternalName services';
  if ((spec.clusterIPs ?? []).length > 0) errors.push(forbidden('spec.clusterIPs', none));
  if ((spec.ipFamilies ?? []).length > 0) errors.push(forbidden('spec.ipFamilies', none));
  if (spec.ipFamilyPolicy !== undefined) errors.push(forbidden('spec.ipFamilyPolicy', none));
  const name = externalName.endsWith('.') ? externalName.slice(0, -1) : externalName;
  if (name === '') return [...errors, required('spec.externalName', '')];
  return [...errors, ...isDNS1123Subdomain(name).map((message) => invalid('spec.externalName', name, message))];
}

/** Models validateClientIPAffinityConfig. */
function validateAffinity(affinity: string, config: SessionAffinityConfig | undefined): FieldError[] {
  const field = 'spec.sessionAffinityConfig';
  if (affinity === 'None' && config !== undefined) {
    return [forbidden(field, 'must not be set when session affinity is None')];
  }
  if (affinity !== 'ClientIP') return [];
  const when = 'when session affinity type is ClientIP';
  if (config === undefined) return [required(field, when)];
  if (config.clientIP === undefined) return [required(`${field}.clientIP`, when)];
  const { timeoutSeconds } = config.clientIP;
  if (timeoutSeconds === undefined) return [required(`${field}.clientIP.timeoutSeconds`, when)];
  if (isInRange(timeoutSeconds, 1, DAY_SECONDS).length === 0) return [];
  const detail = `must be greater than 0 and less than ${DAY_SECONDS}`;
  return [invalid(`${field}.clientIP.timeoutSeconds`, timeoutSeconds, detail)];
}

function validateBalancer({ metadata, spec }: Service): FieldError[] {
  const errors: FieldError[] = [];
  const balancer = spec.type === 'LoadBalancer';
  const { loadBalancerSourceRanges: ranges = [], allocateLoadBalancerNodePorts } = spec;
  const annotation = metadata.annotations?.[RANGES];
  if (ranges.length > 0) {
    const field = 'spec.LoadBalancerSourceRanges';
    if (!balancer) errors.push(forbidden(field, ONLY_BALANCERS));
    ranges.forEach((range, i) => {
      errors.push(...validateCidr(range.trim(), `${field}[${i}]`));
    });
  } else if (annotation !== undefined) {
    const field = `metadata.annotations[${RANGES}]`;
    if (!balancer) errors.push(forbidden(field, ONLY_BALANCERS));
    const listed = annotation.trim() === '' ? [] : annotation.trim().split(',');
    for (const range of listed) errors.push(...validateCidr(range.trim(), field));
  }
  if (allocateLoadBalancerNodePorts !== undefined && !balancer) {
    errors.push(forbidden('spec.allocateLoadBalancerNodePorts', ONLY_BALANCERS));
  }
  if (allocateLoadBalancerNodePorts === undefined && balancer) {
    errors.push(required('allocateLoadBalancerNodePorts', ''));
  }
  return [...errors, ...validateClass(spec)];
}

/** Models validateLoadBalancerClassField, which updates ask twice. */
function validateClass({ type, loadBalancerClass }: ServiceSpec): FieldError[] {
  if (loadBalancerClass === undefined) return [];
  const field = 'spec.loadBalancerClass';
  if (type !== 'LoadBalancer') return [forbidden(field, ONLY_BALANCERS)];
  return isQualifiedName(loadBalancerClass).map((message) => invalid(field, loadBalancerClass, message));
}

/** Models validateServiceExternalTrafficPolicy, validateServiceInternalTrafficFieldsValue and -TrafficDistribution. */
function validateTraffic(spec: ServiceSpec): FieldError[] {
  const { type, externalTrafficPolicy, healthCheckNodePort = 0, internalTrafficPolicy, trafficDistribution } = spec;
  const errors: FieldError[] = [];
  const external = 'spec.externalTrafficPolicy';
  if (!isExternallyAccessible(spec)) {
    if (externalTrafficPolicy !== undefined) {
      errors.push(invalid(external, externalTrafficPolicy, 'may only be set for externally-accessible services'));
    }
  } else if (externalTrafficPolicy === undefined) errors.push(required(external, ''));
  else if (!POLICIES.includes(externalTrafficPolicy))
    errors.push(notSupported(external, externalTrafficPolicy, POLICIES));
  const health = 'spec.healthCheckNodePort';
  if (!needsHealthCheck(spec)) {
    if (healthCheckNodePort !== 0) {
      const detail = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
      errors.push(invalid(health, healthCheckNodePort, detail));
    }
  } else if (healthCheckNodePort === 0) errors.push(required(health, ''));
  else
    errors.push(...isValidPortNum(healthCheckNodePort).map((message) => invalid(health, healthCheckNodePort, message)));
  const internal = 'spec.internalTrafficPolicy';
  if (internalTrafficPolicy === undefined) {
    if (type === 'NodePort' || type === 'LoadBalancer' || type === 'ClusterIP') errors.push(required(internal, ''));
  } else if (!POLICIES.includes(internalTrafficPolicy)) {
    errors.push(notSupported(internal, internalTrafficPolicy, POLICIES));
  }
  if (trafficDistribution !== undefined && trafficDistribution !== 'PreferClose') {
    errors.push(notSupported('spec.trafficDistribution', trafficDistribution, ['PreferClose']));
  }
  return errors;
}

/** Models ValidateServiceUpdate. */
export function validateServiceUpdate(object: Service, { spec: old }: Service): FieldError[] {
  const { spec } = object;
  const errors = [...validateClusterIPsUpdate(spec, old), ...validateFamiliesUpdate(spec, old)];
  const { loadBalancerClass } = spec;
  if (old.type === 'LoadBalancer' && spec.type === 'LoadBalancer' && loadBalancerClass !== old.loadBalancerClass) {
    errors.push(invalid('spec.loadBalancerClass', loadBalancerClass, 'may not change once set'));
  }
  errors.push(...validateClass(spec));
  if (needsHealthCheck(old) && needsHealthCheck(spec) && spec.healthCheckNodePort !== old.healthCheckNodePort) {
    errors.push(forbidden('spec.healthCheckNodePort', 'field is immutable'));
  }
  return [...errors, ...validateService(object)];
}

/** Models ValidateServiceStatusUpdate. */
export function validateServiceStatus({ spec, status }: Service): FieldError[] {
  const given = status.loadBalancer?.ingress ?? [];
  const path = 'status.loadBalancer.ingress';
  if (spec.type !== 'LoadBalancer' && given.length > 0) {
    return [forbidden(path, "may only be used when `spec.type` is 'LoadBalancer'")];
  }
  return given.flatMap(({ ip = '', hostname = '', ipMode }, i) => {
    const at = `${path}[${i}]`;
    const errors = ip === '' ? [] : validateIp(ip, `${at}.ip`);
    if (ip !== '' && ipMode === undefined) errors.push(required(`${at}.ipMode`, 'must be specified when `ip` is set'));
    if (ip === '' && ipMode !== undefined) {
      errors.push(forbidden(`${at}.ipMode`, 'may not be specified when `ip` is not set'));
    }
    if (ipMode !== undefined && ipMode !== 'VIP' && ipMode !== 'Proxy') {
      errors.push(notSupported(`${at}.ipMode`, ipMode, ['Proxy', 'VIP']));
    }
    if (hostname === '') return errors;
    const field = `${at}.hostname`;
    errors.push(...isDNS1123Subdomain(hostname).map((message) => invalid(field, hostname, message)));
    if (parseIp(hostname) !== undefined) errors.push(invalid(field, hostname, 'must be a DNS name, not an IP address'));
    return errors;
  });
}
