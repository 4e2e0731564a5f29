import { compareQuantities } from './quantity.ts';
import type { PodSpec } from './types/pod.ts';

const SUPPORTED = ['cpu', 'memory'];

/** Models pkg/apis/core/helper/qos ComputePodQOS. */
export function podQosClass(spec: PodSpec): 'BestEffort' | 'Burstable' | 'Guaranteed' {
  let any = false;
  let guaranteed = true;
  for (const { resources } of [...spec.containers, ...(spec.initContainers ?? [])]) {
    const { limits = {}, requests = {} } = resources ?? {};
    for (const name of SUPPORTED) {
      const limit = nonZero(limits[name]);
      const request = nonZero(requests[name]);
      if (limit !== undefined || request !== undefined) any = true;
      if (limit === undefined) guaranteed = false;
      else if (request !== undefined && compareQuantities(request, limit) !== 0) guaranteed = false;
    }
  }
  if (!any) return 'BestEffort';
  return guaranteed ? 'Guaranteed' : 'Burstable';
}

const nonZero = (text: string | undefined) =>
  text === undefined || compareQuantities(text, '0') === 0 ? undefined : text;
