import { goQuote } from '../../../api/go-quote.ts';
import type { LabelSelector } from '../../../api/object.ts';
import type { GoText } from '../field-error.ts';

/** Values as Go prints them with %#v, for the errors that show a whole struct. */
export function goStringMap(map: Readonly<Record<string, string>> | undefined): GoText {
  return { go: stringMap(map) };
}

function stringMap(map: Readonly<Record<string, string>> | undefined): string {
  if (map === undefined || map === null) return 'map[string]string(nil)';
  const entries = Object.keys(map)
    .sort()
    .map((key) => `${goQuote(key)}:${goQuote(map[key]!)}`);
  return `map[string]string{${entries.join(', ')}}`;
}

export function goStrings(list: readonly string[] | undefined): string {
  return list === undefined ? '[]string(nil)' : `[]string{${list.map(goQuote).join(', ')}}`;
}

/** A pointer to a selector is shown as what it points to. */
export function goLabelSelector(selector: LabelSelector | undefined): GoText {
  if (selector === undefined || selector === null) return { go: 'null' };
  const expressions = selector.matchExpressions;
  const shown =
    expressions === undefined
      ? '[]v1.LabelSelectorRequirement(nil)'
      : `[]v1.LabelSelectorRequirement{${expressions
          .map(
            ({ key, operator, values }) =>
              `v1.LabelSelectorRequirement{Key:${goQuote(key)}, Operator:${goQuote(operator)}, Values:${goStrings(values)}}`,
          )
          .join(', ')}}`;
  return { go: `v1.LabelSelector{MatchLabels:${stringMap(selector.matchLabels)}, MatchExpressions:${shown}}` };
}

export function goIntOrString(value: number | string): GoText {
  return typeof value === 'number'
    ? { go: `intstr.IntOrString{Type:0, IntVal:${value}, StrVal:""}` }
    : { go: `intstr.IntOrString{Type:1, IntVal:0, StrVal:${goQuote(value)}}` };
}

/** A struct as Go prints it: names of fields as Go has them, in Go's order. */
export function goStruct(type: string, fields: Readonly<Record<string, string | number | boolean | GoText>>): GoText {
  const shown = Object.entries(fields).map(([name, value]) => {
    if (typeof value === 'object') return `${name}:${value.go}`;
    return `${name}:${typeof value === 'string' ? goQuote(value) : value}`;
  });
  return { go: `${type}{${shown.join(', ')}}` };
}

/** A list of names of some type: `[]core.ResourceQuotaScope{"BestEffort"}`. */
export function goList(type: string, list: readonly string[] | undefined): GoText {
  return { go: list === undefined ? `[]${type}(nil)` : `[]${type}{${list.map(goQuote).join(', ')}}` };
}
