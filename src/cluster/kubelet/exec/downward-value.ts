import { goQuote } from '../../../api/go-quote.ts';
import { integerValue, milliValue } from '../../../api/quantity.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { containersOf } from '../pod-containers.ts';

interface Wish {
  readonly fieldRef?: { readonly fieldPath: string } | undefined;
  readonly resourceFieldRef?:
    | { readonly containerName?: string; readonly resource: string; readonly divisor?: string | number }
    | undefined;
}

/** What the downward API says. Models kubelet podFieldSelectorRuntimeValue and resource ExtractResourceValueByContainerName. */
export function downwardValue(pod: Pod, { fieldRef, resourceFieldRef }: Wish, ofContainer?: string): string {
  if (fieldRef !== undefined) return fieldValue(pod, fieldRef.fieldPath);
  if (resourceFieldRef === undefined) return '';
  const { containerName = ofContainer, resource, divisor = '1' } = resourceFieldRef;
  const container = containersOf(pod.spec).find(({ name }) => name === containerName);
  const [kind, name = ''] = resource.split('.', 2) as [string, string?];
  const { limits, requests } = container?.resources ?? {};
  // A container without a limit may use all that the node gives to pods.
  const quantity = (kind === 'limits' ? limits : requests)?.[name] ?? (kind === 'limits' ? nodeDefault(name) : '0');
  const by = Number(divisor) === 0 ? '1' : divisor;
  if (name === 'cpu') return String(Math.ceil(milliValue(quantity) / milliValue(by)));
  return String(Math.ceil(integerValue(quantity) / integerValue(by)));
}

const nodeDefault = (resource: string): string => (resource === 'cpu' ? '4' : resource === 'memory' ? '8092Mi' : '0');

function fieldValue(pod: Pod, path: string): string {
  const { metadata, spec, status } = pod;
  const subscript = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path);
  if (subscript !== null) return metadata[subscript[1] as 'labels' | 'annotations']?.[subscript[2]!] ?? '';
  switch (path) {
    case 'metadata.name':
      return metadata.name;
    case 'metadata.namespace':
      return metadata.namespace ?? '';
    case 'metadata.uid':
      return metadata.uid;
    case 'metadata.labels':
    case 'metadata.annotations': {
      const map = metadata[path === 'metadata.labels' ? 'labels' : 'annotations'] ?? {};
      return Object.keys(map)
        .sort()
        .map((key) => `${key}=${goQuote(map[key]!)}`)
        .join('\n');
    }
    case 'spec.nodeName':
      return spec.nodeName ?? '';
    case 'spec.serviceAccountName':
      return spec.serviceAccountName ?? '';
    case 'status.hostIP':
      return status.hostIP ?? '';
    case 'status.hostIPs':
      return (status.hostIPs ?? []).map(({ ip }) => ip).join(',');
    case 'status.podIP':
      return status.podIP ?? '';
    case 'status.podIPs':
      return (status.podIPs ?? []).map(({ ip }) => ip).join(',');
    default:
      return '';
  }
}
