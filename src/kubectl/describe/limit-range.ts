import type { LimitRange } from '../../api/types/core.ts';
import { readText } from '../json.ts';
import type { Describer } from './describer.ts';
import { type Description, describeText } from './description.ts';

const MAPS = ['min', 'max', 'defaultRequest', 'default', 'maxLimitRequestRatio'] as const;

/** Models kubectl/pkg/describe LimitRangeDescriber; resources are sorted, where kubectl shows them in no fixed order. */
export const limitRangeDescriber: Describer = {
  group: '',
  kind: 'LimitRange',
  async describe({ info }) {
    const range = info.object as unknown as LimitRange;
    return describeText((out) => {
      out.write(0, `Name:\t${range.metadata.name}\n`);
      out.write(0, `Namespace:\t${range.metadata.namespace ?? ''}\n`);
      out.write(0, 'Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio\n');
      out.write(0, '----\t--------\t---\t---\t---------------\t-------------\t-----------------------\n');
      describeLimits(out, range, '');
    });
  },
};

/** A line for each resource of each limit. Models describeLimitRangeSpec. */
export function describeLimits(out: Description, { spec }: LimitRange, indent: string): void {
  for (const item of spec?.limits ?? []) {
    const names = new Set(MAPS.flatMap((field) => Object.keys(item[field] ?? {})));
    for (const name of [...names].sort()) {
      const cells = MAPS.map((field) => readText(item, field, name) || '-');
      out.write(0, `${indent}${item.type}\t${name}\t${cells.join('\t')}\n`);
    }
  }
}
