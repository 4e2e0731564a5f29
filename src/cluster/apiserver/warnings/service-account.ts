import type { ServiceAccount } from '../../../api/types/core.ts';

const MOUNTABLE = 'kubernetes.io/enforce-mountable-secrets';

/** Models pkg/registry/core/serviceaccount strategy.go warnIfHasEnforceMountableSecretsAnnotation. */
export function serviceAccountWarnings({ metadata }: ServiceAccount, old: ServiceAccount | undefined) {
  if (metadata.annotations?.[MOUNTABLE] === undefined || old?.metadata.annotations?.[MOUNTABLE] !== undefined)
    return [];
  return [
    `metadata.annotations[${MOUNTABLE}]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets`,
  ];
}
