import type { Taint, Toleration } from '../../api/types/affinity.ts';
import type { Description } from './description.ts';
import { lines } from './maps.ts';

/** Models printTolerationsMultilineWithIndent. */
export function describeTolerations(
  out: Description,
  title: string,
  tolerations: readonly Toleration[] | undefined,
): void {
  const sorted = [...(tolerations ?? [])].sort((a, b) => compareText(a.key ?? '', b.key ?? ''));
  lines(out, title, sorted.map(tolerationText));
}

function tolerationText(toleration: Toleration): string {
  const { key = '', value = '', effect = '', operator } = toleration;
  let text = key;
  if (value !== '') text += `=${value}`;
  if (effect !== '') text += `:${effect}`;
  if (operator === 'Exists' && value === '') text += key !== '' || effect !== '' ? ' op=Exists' : 'op=Exists';
  if (toleration.tolerationSeconds !== undefined) text += ` for ${toleration.tolerationSeconds}s`;
  return text;
}

/** Models printTaintsMultilineWithIndent. */
export function describeTaints(out: Description, title: string, taints: readonly Taint[] | undefined): void {
  const order = (taint: Taint) => `${taint.effect},${taint.key}`;
  const sorted = [...(taints ?? [])].sort((a, b) => compareText(order(a), order(b)));
  lines(out, title, sorted.map(taintText));
}

/** Models core/v1 Taint.ToString. */
function taintText({ key, value, effect }: Taint): string {
  if (!effect) return value ? `${key}=${value}:` : key;
  return value ? `${key}=${value}:${effect}` : `${key}:${effect}`;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
