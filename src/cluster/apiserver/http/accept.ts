/** One kind of answer that a client takes: its media type, and the parameters that came with it. */
export interface AcceptClause {
  readonly type: string;
  readonly subtype: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly q: number;
}

/** Reads an Accept header, the most wanted first. Models goautoneg ParseAccept. */
export function parseAccept(header: string): readonly AcceptClause[] {
  const clauses: AcceptClause[] = [];
  for (const text of header.split(',')) {
    const [media = '', ...rest] = text.split(';').map((part) => part.trim());
    const [type = '', subtype, ...more] = media.split('/');
    if (more.length > 0 || (subtype === undefined && type !== '*')) continue;
    const parameters = new Map<string, string>();
    let q = 1;
    for (const parameter of rest) {
      const at = parameter.indexOf('=');
      if (at < 0) continue;
      const [name, value] = [
        parameter.slice(0, at).trim(),
        parameter
          .slice(at + 1)
          .trim()
          .replace(/^"(.*)"$/, '$1'),
      ];
      if (name === 'q') q = Number.isNaN(Number(value)) ? 1 : Number(value);
      else parameters.set(name, value);
    }
    clauses.push({ type, subtype: subtype ?? '*', parameters, q });
  }
  // A star is wanted less than a name, where both are wanted alike.
  const stars = ({ type, subtype }: AcceptClause) => (type === '*' ? 2 : subtype === '*' ? 1 : 0);
  return clauses.sort((a, b) => b.q - a.q || stars(a) - stars(b));
}

export const accepts = (
  { type, subtype }: AcceptClause,
  [wantedType, wantedSubtype]: readonly [string, string],
): boolean => (type === '*' || type === wantedType) && (subtype === '*' || subtype === wantedSubtype);
