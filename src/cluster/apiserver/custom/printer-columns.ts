import { findJsonPath, parseJsonPath } from '../../../api/json-path.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { CustomResourceVersion, PrinterColumn } from '../../../api/types/custom-resource-definition.ts';
import { since } from '../kinds/cell-text.ts';
import type { Cell, ColumnDefinition, TableContext } from '../strategy.ts';

const NAME: ColumnDefinition = { name: 'Name', type: 'string', format: 'name', description: '', priority: 0 };
const AGE: PrinterColumn = { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' };

const own = ({ additionalPrinterColumns: given = [] }: CustomResourceVersion) => (given.length === 0 ? [AGE] : given);

/** The columns of custom objects. Models apiextensions registry/customresource/tableconvertor. */
export const customColumns = (version: CustomResourceVersion): readonly ColumnDefinition[] => [
  NAME,
  ...own(version).map(({ name, type, format = '', description, priority = 0, jsonPath }) => ({
    name,
    type,
    format,
    description: description ?? `Custom resource definition column (in JSONPath format): ${jsonPath}`,
    priority,
  })),
];

/** What the columns say of an object. */
export function customCells(version: CustomResourceVersion) {
  const columns = own(version).map(({ type, jsonPath }) => ({ type, path: parseJsonPath(`{${jsonPath}}`) }));
  return (object: KubeObject, { nowMs }: TableContext): readonly Cell[] => [
    object.metadata.name,
    ...columns.map(({ type, path }): Cell => {
      if ('error' in path) return null;
      const found = findJsonPath(path, object, { allowMissingKeys: true });
      const value = 'error' in found ? undefined : found[0]?.[0];
      if (value === undefined || value === null) return null;
      if (type === 'date') return typeof value === 'string' ? since(value, nowMs) : null;
      return typeof value === 'object' ? JSON.stringify(value) : (value as Cell);
    }),
  ];
}
