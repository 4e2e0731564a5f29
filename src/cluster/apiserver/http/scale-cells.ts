import type { KubeObject } from '../../../api/object.ts';
import { age } from '../kinds/cell-text.ts';
import type { Scale } from '../rest/scale-view.ts';
import type { Cell, TableContext } from '../strategy.ts';

/** Models pkg/printers/internalversion printScale. */
export function scaleCells(object: KubeObject, context: TableContext): readonly Cell[] {
  const { metadata, spec, status } = object as Scale;
  return [metadata.name, spec.replicas ?? 0, status.replicas, age(object, context)];
}
