import { goQuote } from '../../api/go-quote.ts';
import { isQualifiedName, isValidLabelValue } from '../../api/names.ts';

export interface TaintSpec {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

/** A taint of a node as stored. */
export interface StoredTaint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
  readonly timeAdded?: string;
}

export type ParsedTaints =
  | { readonly add: readonly TaintSpec[]; readonly remove: readonly TaintSpec[]; readonly error?: undefined }
  | { readonly error: string };

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Models kubectl/pkg/cmd/taint/utils.go parseTaints. */
export function parseTaints(specs: readonly string[]): ParsedTaints {
  const add: TaintSpec[] = [];
  const remove: TaintSpec[] = [];
  for (const spec of specs) {
    const removes = spec.endsWith('-');
    const taint = parseTaint(removes ? spec.slice(0, -1) : spec);
    if (typeof taint === 'string') return { error: taint };
    if (removes) {
      remove.push({ key: taint.key, value: '', effect: taint.effect });
      continue;
    }
    if (taint.effect === '') return { error: `invalid taint spec: ${spec}` };
    if (add.some((other) => other.key === taint.key && other.effect === taint.effect)) {
      // A Go struct printed with %v; the last field is the time, which is not set.
      return {
        error: `duplicated taints with the same key and effect: {${taint.key} ${taint.value} ${taint.effect} <nil>}`,
      };
    }
    add.push(taint);
  }
  return { add, remove };
}

function parseTaint(text: string): TaintSpec | string {
  const parts = text.split(':');
  if (parts.length > 2) return `invalid taint spec: ${text}`;
  let key = parts[0] ?? '';
  let value = '';
  const effect = parts[1] ?? '';
  if (parts.length === 2) {
    if (!effects.includes(effect)) return `invalid taint effect: ${effect}, unsupported taint effect`;
    const pair = key.split('=');
    if (pair.length > 2) return `invalid taint spec: ${text}`;
    key = pair[0] ?? '';
    value = pair[1] ?? '';
    const wrong = isValidLabelValue(value);
    if (wrong.length > 0) return `invalid taint spec: ${text}, ${wrong.join('; ')}`;
  }
  const wrong = isQualifiedName(key);
  if (wrong.length > 0) return `invalid taint spec: ${text}, ${wrong.join('; ')}`;
  return { key, value, effect };
}

export interface TaintChange {
  readonly taints: readonly StoredTaint[];
  readonly operation: 'modified' | 'tainted' | 'untainted';
  readonly errors: readonly string[];
}

const matches = (a: StoredTaint, b: StoredTaint): boolean => a.key === b.key && a.effect === b.effect;

/** New taints first, then the old ones that stay. Models kubectl/pkg/cmd/taint/utils.go reorganizeTaints. */
export function reorganizeTaints(
  old: readonly StoredTaint[],
  overwrite: boolean,
  add: readonly TaintSpec[],
  remove: readonly TaintSpec[],
): TaintChange {
  let taints: StoredTaint[] = add.map(({ key, value, effect }) => ({
    key,
    ...(value === '' ? {} : { value }),
    effect,
  }));
  for (const taint of old) if (!taints.some((other) => matches(other, taint))) taints.push(taint);
  const added = old.length !== taints.length;
  const errors: string[] = [];
  let deleted = false;
  for (const taint of remove) {
    const kept = taints.filter(
      (other) => other.key !== taint.key || (taint.effect !== '' && other.effect !== taint.effect),
    );
    deleted = kept.length !== taints.length;
    taints = kept;
    if (!deleted)
      errors.push(`taint ${goQuote(taint.effect === '' ? taint.key : `${taint.key}:${taint.effect}`)} not found`);
  }
  const operation = (added && deleted) || overwrite ? 'modified' : added ? 'tainted' : 'untainted';
  return { taints, operation, errors };
}

/** Keys of the taints that are there already with the same effect, joined as kubectl does; '' for none. */
export function existingTaints(old: readonly StoredTaint[], add: readonly TaintSpec[]): string {
  return add
    .filter((taint) => old.some((other) => other.key === taint.key && other.effect === taint.effect))
    .map((taint) => taint.key)
    .join(',');
}
