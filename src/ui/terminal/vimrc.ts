/** The options of vim that the editor knows. */
export interface VimOptions {
  readonly tabWidth: number;
  readonly shiftWidth: number;
  /** Whether Tab writes blanks. */
  readonly expandTab: boolean;
  readonly numbers: boolean;
}

/** What vim does without a .vimrc. */
const USUAL = { tabstop: 8, softtabstop: 0, shiftwidth: 8, expandtab: false, number: false };

const NAMES: Readonly<Record<string, keyof typeof USUAL>> = {
  ts: 'tabstop',
  tabstop: 'tabstop',
  sts: 'softtabstop',
  softtabstop: 'softtabstop',
  sw: 'shiftwidth',
  shiftwidth: 'shiftwidth',
  et: 'expandtab',
  expandtab: 'expandtab',
  nu: 'number',
  number: 'number',
};

const WIDEST = 16;

/** Reads the `set` lines of a .vimrc; what it does not know is passed over. */
export function readVimrc(text: string): VimOptions {
  const options: { tabstop: number; softtabstop: number; shiftwidth: number; expandtab: boolean; number: boolean } = {
    ...USUAL,
  };
  for (const line of text.split('\n')) {
    const words =
      /^\s*:?\s*set?(?:l|local)?\s+(.*)$/
        .exec(line)?.[1]
        ?.replace(/\s".*$/, '')
        .split(/\s+/) ?? [];
    for (const word of words) {
      const [, no, name = '', , value] = /^(no)?([a-z]+)([=:](\d+))?!?$/.exec(word) ?? [];
      const plain = Object.hasOwn(NAMES, `${no ?? ''}${name}`) ? `${no ?? ''}${name}` : name;
      const known = Object.hasOwn(NAMES, plain) ? NAMES[plain] : undefined;
      if (known === 'expandtab' || known === 'number') options[known] = no === undefined || plain !== name;
      else if (known !== undefined && value !== undefined) options[known] = Math.min(WIDEST, Number(value));
    }
  }
  const { tabstop, softtabstop, shiftwidth, expandtab, number } = options;
  const tabWidth = Math.max(1, softtabstop || tabstop);
  return { tabWidth, shiftWidth: shiftwidth || tabWidth, expandTab: expandtab, numbers: number };
}
