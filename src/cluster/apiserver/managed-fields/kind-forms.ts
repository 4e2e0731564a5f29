import type { FieldSet } from '../../../api/field-set/field-set.ts';
import type { KubeObject } from '../../../api/object.ts';
import { typeOf } from '../../../api/schema.ts';
import { type AnyStrategy, groupVersionOf } from '../strategy.ts';
import type { Place } from './field-shape.ts';
import { goForm, withoutNulls } from './go-form.ts';
import { resetFields } from './reset-fields.ts';

/** How a kind looks in the group versions in which it is served. */
export interface KindForms {
  /** The place of a whole object; undefined for versions that there are not. */
  place(groupVersion: string): Place | undefined;
  /** An object of one version in another one, both of which there must be. */
  convert(value: unknown, from: string, to: string): unknown;
  /** Changes of `set` that writes by way of a subresource are allowed to make. */
  filter(set: FieldSet, subresource: string): FieldSet;
}

const known = new WeakMap<AnyStrategy, KindForms>();

export function kindForms(strategy: AnyStrategy): KindForms {
  let forms = known.get(strategy);
  if (forms === undefined) {
    forms = formsOf(strategy);
    known.set(strategy, forms);
  }
  return forms;
}

/** What a new object is compared with; it is the same in every version. */
const isNothing = (value: unknown): boolean => Object.keys(value as object).length === 0;

function formsOf(strategy: AnyStrategy): KindForms {
  const { resource, otherVersions = [] } = strategy;
  const own = groupVersionOf(resource);
  const other = (groupVersion: string) => otherVersions.find((one) => one.groupVersion === groupVersion);
  const places = new Map<string, Place>();
  for (const groupVersion of [own, ...otherVersions.map((one) => one.groupVersion)]) {
    const [version = '', group = ''] = groupVersion.split('/').reverse();
    const own = otherVersions.find((one) => one.groupVersion === groupVersion)?.type ?? resource.type;
    const type = own ?? typeOf(group, version, resource.kind);
    if (type !== undefined) places.set(groupVersion, { type });
  }
  return {
    place: (groupVersion) => places.get(groupVersion),
    convert(value, from, to) {
      if (from === to || value === undefined || isNothing(value)) return value;
      const given = withoutNulls(goForm(places.get(from)!.type, value)) as KubeObject;
      const stored = other(from)?.fromServed(given) ?? given;
      return goForm(places.get(to)!.type, other(to)?.toServed(stored) ?? stored);
    },
    filter: resetFields(strategy),
  };
}
