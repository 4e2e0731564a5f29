const SHORT: readonly (readonly [mode: string, short: string])[] = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
];

/** `RWO,ROX`: each mode once, in a fixed order. Models pkg/apis/core/v1/helper GetAccessModesAsString. */
export function accessModesCell(modes: readonly string[] = []): string {
  return SHORT.flatMap(([mode, short]) => (modes.includes(mode) ? [short] : [])).join(',');
}
