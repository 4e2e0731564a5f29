export interface FieldRequirement {
  readonly field: string;
  readonly operator: '=' | '!=';
  readonly value: string;
}

/** All must hold. */
export type FieldSelector = readonly FieldRequirement[];

/** Parses `--field-selector` and the fieldSelector parameter. Models apimachinery fields.ParseSelector, with its messages. */
export function parseFieldSelector(text: string): FieldSelector | { readonly error: string } {
  const requirements: FieldRequirement[] = [];
  const terms = splitTerms(text).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  for (const term of terms) {
    if (term === '') continue;
    const match = /^(.*?)(!=|==|=)(.*)$/s.exec(term);
    if (match === null) return { error: `invalid selector: '${text}'; can't understand '${term}'` };
    const value = unescapeValue(match[3] ?? '');
    if (typeof value !== 'string') return value;
    requirements.push({ field: match[1] ?? '', operator: match[2] === '!=' ? '!=' : '=', value });
  }
  return requirements;
}

function splitTerms(text: string): string[] {
  if (text === '') return [];
  const terms: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === ',') {
      terms.push(text.slice(start, at));
      start = at + 1;
    }
  }
  terms.push(text.slice(start));
  return terms;
}

function unescapeValue(text: string): string | { readonly error: string } {
  let value = '';
  let escaped = false;
  for (const character of text) {
    const special = character === '\\' || character === ',' || character === '=';
    if (escaped) {
      if (!special) return { error: `invalid field selector: invalid escape sequence: \\${character}` };
      value += character;
      escaped = false;
    } else if (character === '\\') escaped = true;
    else if (special) {
      // Go prints the rune as a number.
      return { error: `invalid field selector: unescaped character in value: ${character.codePointAt(0)}` };
    } else value += character;
  }
  return escaped ? { error: 'invalid field selector: invalid escape sequence: \\' } : value;
}

/** Writes a selector so that parsing it gives the same again. */
export function formatFieldSelector(selector: FieldSelector): string {
  return selector
    .map(({ field, operator, value }) => `${field}${operator}${value.replace(/[\\,=]/g, '\\$&')}`)
    .join(',');
}

/** Whether the fields, '' for those not named, satisfy the selector. */
export function fieldSelectorMatches(selector: FieldSelector, fields: Readonly<Record<string, string>>): boolean {
  return selector.every(({ field, operator, value }) => {
    const actual = Object.hasOwn(fields, field) ? fields[field] : '';
    return (actual === value) === (operator === '=');
  });
}
