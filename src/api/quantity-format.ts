/** How a quantity is written: 12e6, 12Mi or 12M. */
export type QuantityFormat = 'DecimalExponent' | 'BinarySI' | 'DecimalSI';

const NANO = 1_000_000_000n;
const decimalNames: Readonly<Record<number, string>> = {
  [-9]: 'n',
  [-6]: 'u',
  [-3]: 'm',
  0: '',
  3: 'k',
  6: 'M',
  9: 'G',
  12: 'T',
  15: 'P',
  18: 'E',
};
const binaryNames = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** Models resource.Quantity CanonicalizeBytes: the largest suffix that needs no fraction. */
export function canonicalText(nano: bigint, format: QuantityFormat): string {
  if (nano === 0n) return '0';
  const small = nano > -1024n * NANO && nano < 1024n * NANO;
  if (format === 'BinarySI' && !small && nano % NANO === 0n) return binaryText(nano / NANO);
  return decimalText(nano, format === 'DecimalExponent');
}

function binaryText(value: bigint): string {
  let number = value;
  let power = 0;
  while (power < binaryNames.length - 1 && number % 1024n === 0n) {
    number /= 1024n;
    power++;
  }
  return `${number}${binaryNames[power]}`;
}

function decimalText(nano: bigint, exponential: boolean): string {
  let number = nano;
  let exponent = -9;
  while (number % 1000n === 0n && (exponential || exponent < 18)) {
    number /= 1000n;
    exponent += 3;
  }
  if (!exponential) return `${number}${decimalNames[exponent]}`;
  return exponent === 0 ? `${number}` : `${number}e${exponent}`;
}
