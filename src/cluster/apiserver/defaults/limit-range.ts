import type { LimitRange, LimitRangeItem } from '../../../api/types/core.ts';
import { mapField, mapItems, withDefaults } from './with-defaults.ts';

/** Models pkg/apis/core/v1 SetDefaults_LimitRangeItem. */
export const defaultLimitRange = (object: LimitRange): LimitRange =>
  mapField(withDefaults(object, { spec: { limits: [] } }), 'spec', (spec) =>
    mapField(spec, 'limits', (limits) => mapItems(limits, defaultItem)),
  );

/** Containers are limited to the most there may be, and ask for their limit or else for the least. */
function defaultItem(item: LimitRangeItem): LimitRangeItem {
  if (item.type !== 'Container') return item;
  const limits = { ...item.max, ...item.default };
  const requests = { ...item.min, ...limits, ...item.defaultRequest };
  const has = (now: object, before: object | undefined) => Object.keys(now).length > Object.keys(before ?? {}).length;
  if (!has(limits, item.default) && !has(requests, item.defaultRequest)) return item;
  return {
    ...item,
    ...(has(limits, item.default) ? { default: limits } : {}),
    ...(has(requests, item.defaultRequest) ? { defaultRequest: requests } : {}),
  };
}
