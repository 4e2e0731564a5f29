import { csiNodes } from '../../../api/resources.ts';
import type { CSINode } from '../../../api/types/storage.ts';
import { strategy } from '../strategy.ts';
import { validateCsiNode, validateCsiNodeUpdate } from '../validation/csi-node.ts';
import { subdomainName } from '../validation/names.ts';
import { age } from './cell-text.ts';

/** Models pkg/registry/storage/csinode strategy.go. */
export const csiNode = strategy<CSINode>({
  resource: csiNodes,
  nameErrors: subdomainName,
  validate: validateCsiNode,
  validateUpdate: validateCsiNodeUpdate,
  cells: (object, context) => [object.metadata.name, object.spec.drivers?.length ?? 0, age(object, context)],
});
