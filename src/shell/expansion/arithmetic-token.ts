const TOKEN =
  /\s*(?:(0[xX][0-9a-fA-F]+|\d+#[0-9a-zA-Z@_]+|\d+)|([A-Za-z_][A-Za-z0-9_]*)|(\*\*|<<=|>>=|&&|\|\||<<|>>|<=|>=|==|!=|\+\+|--|[-+*/%&|^]=|[-+*/%<>=!~&|^?:,()[\]]))/y;

export interface ArithmeticToken {
  readonly text: string;
  readonly kind: 'number' | 'name' | 'operator';
  /** Where the text after it begins. */
  readonly end: number;
}

/** The token at a place of an expression; undefined when there is none. */
export function tokenAt(expression: string, at: number): ArithmeticToken | undefined {
  TOKEN.lastIndex = at;
  const match = TOKEN.exec(expression);
  if (match === null) return undefined;
  const end = TOKEN.lastIndex;
  if (match[1] !== undefined) return { text: match[1], kind: 'number', end };
  if (match[2] !== undefined) return { text: match[2], kind: 'name', end };
  return { text: match[3]!, kind: 'operator', end };
}

/** The value of a number token: decimal, octal, hexadecimal or `BASE#DIGITS`. */
export function parseNumber(text: string, fail: (message: string) => never): bigint {
  const based = /^(\d+)#(.*)$/.exec(text);
  if (based === null) {
    if (/^0[xX]/.test(text)) return BigInt(text);
    if (!/^0\d/.test(text)) return BigInt(text);
    if (/[89]/.test(text)) fail('value too great for base');
    return BigInt(`0o${text.slice(1)}`);
  }
  const base = Number(based[1]);
  if (base < 2 || base > 64) fail('invalid arithmetic base');
  let value = 0n;
  const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_';
  for (const character of base <= 36 ? based[2]!.toLowerCase() : based[2]!) {
    const digit = digits.indexOf(character);
    if (digit >= base) fail('value too great for base');
    value = BigInt.asIntN(64, value * BigInt(base) + BigInt(digit));
  }
  return value;
}
