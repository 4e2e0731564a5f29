import { isJsonObject, type JsonObject, readList, readText } from '../../json.ts';

/** Replaces the init containers and containers that a pattern of names selects; tells whether there were any. */
export function changeContainers(
  spec: JsonObject,
  pattern: string,
  change: (container: JsonObject) => JsonObject,
): { readonly spec: JsonObject; readonly found: boolean } {
  let found = false;
  const each = (field: string): readonly unknown[] =>
    readList(spec, field).map((container) => {
      if (!isJsonObject(container) || !matchesName(readText(container, 'name'), pattern)) return container;
      found = true;
      return change(container);
    });
  const containers = each('containers');
  const initContainers = each('initContainers');
  return {
    spec: { ...spec, containers, ...(initContainers.length === 0 ? {} : { initContainers }) },
    found,
  };
}

/** Whether a name fits a pattern with `*`. Models kubectl/pkg/cmd/set/helper.go selectString, without its slips on repeated stars. */
export function matchesName(name: string, pattern: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`, 's').test(name);
}
