import { canonicalQuantity, quantityError } from '../../api/quantity.ts';
import { KubectlError } from '../kubectl-error.ts';

/** Reads `cpu=100m,memory=256Mi`; undefined for ''. Models kubectl/pkg/generate/versioned populateResourceListV1. */
export function parseResourceList(text: string): Readonly<Record<string, string>> | undefined {
  if (text === '') return undefined;
  const list: [string, string][] = [];
  for (const statement of text.split(',')) {
    const parts = statement.split('=');
    const [name = '', quantity = ''] = parts;
    if (parts.length !== 2) {
      throw new KubectlError(`Invalid argument syntax ${statement}, expected <resource>=<value>`);
    }
    const wrong = quantityError(quantity);
    if (wrong !== undefined) throw new KubectlError(wrong);
    list.push([name, canonicalQuantity(quantity)]);
  }
  return Object.fromEntries(list);
}
