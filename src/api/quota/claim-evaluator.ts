import { addQuantities, compareQuantities, formatQuantity, integerValue, parseQuantity } from '../quantity.ts';
import { persistentVolumeClaims } from '../resources.ts';
import type { ScopedResourceSelectorRequirement } from '../types/core.ts';
import type { PersistentVolumeClaim } from '../types/persistent-volume.ts';
import { namedScopeMatches } from './named-scope.ts';
import type { QuotaEvaluator } from './quota-evaluator.ts';

const CLAIMS = 'persistentvolumeclaims';
const STORAGE = 'requests.storage';
const OF_CLASS = '.storageclass.storage.k8s.io/';
const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';

/** Models pkg/quota/v1/evaluator/core pvcEvaluator. */
export const claimEvaluator: QuotaEvaluator<PersistentVolumeClaim> = {
  resource: persistentVolumeClaims,
  handles({ operation, subresource, old }, object) {
    if (operation === 'DELETE') return false;
    if (subresource === '') return true;
    return subresource === 'status' && old !== undefined && storageChanged(object, old as PersistentVolumeClaim);
  },
  matches: (name) =>
    name === `count/${CLAIMS}` ||
    name === CLAIMS ||
    name === STORAGE ||
    name.endsWith(`${OF_CLASS}${CLAIMS}`) ||
    name.endsWith(`${OF_CLASS}${STORAGE}`),
  isInScope: ({ scopeName, operator, values }: ScopedResourceSelectorRequirement, claim) =>
    scopeName === 'VolumeAttributesClass' &&
    namedScopeMatches({ operator, values }, claim.spec.volumeAttributesClassName),
  usage(claim) {
    const usage: Record<string, string> = { [CLAIMS]: '1', [`count/${CLAIMS}`]: '1' };
    const named = claim.metadata.annotations?.[CLASS_ANNOTATION] ?? claim.spec.storageClassName ?? '';
    if (named !== '') usage[`${named}${OF_CLASS}${CLAIMS}`] = '1';
    const storage = storageOf(claim);
    if (storage === undefined) return usage;
    usage[STORAGE] = storage;
    if (named !== '') usage[`${named}${OF_CLASS}${STORAGE}`] = storage;
    return usage;
  },
  gaveBack: storageChanged,
};

function storageChanged({ status }: PersistentVolumeClaim, { status: old }: PersistentVolumeClaim): boolean {
  return status?.allocatedResources?.storage !== old?.allocatedResources?.storage;
}

/** What is asked for or, while a claim shrinks back, still allocated; in whole bytes. */
function storageOf({ spec, status }: PersistentVolumeClaim): string | undefined {
  const asked = spec.resources?.requests?.storage;
  if (asked === undefined) return undefined;
  const allocated = status?.allocatedResources?.storage;
  return wholeBytes(allocated !== undefined && compareQuantities(allocated, asked) > 0 ? allocated : asked);
}

function wholeBytes(text: string): string {
  const quantity = parseQuantity(text);
  if (quantity === undefined || quantity.nano % 1_000_000_000n === 0n) return addQuantities(text, '0');
  return formatQuantity({ nano: BigInt(integerValue(quantity)) * 1_000_000_000n, format: quantity.format });
}
