/** Lists names down columns, as many as fit. */
export function inColumns(names: readonly string[], width: number): string {
  if (names.length === 0) return '';
  const cell = Math.max(...names.map((name) => name.length)) + 2;
  const columns = Math.max(1, Math.floor((width + 2) / cell));
  const rows = Math.ceil(names.length / columns);
  let text = '';
  for (let row = 0; row < rows; row++) {
    const line = names.filter((_, index) => index % rows === row).map((name) => name.padEnd(cell));
    text += `${line.join('').trimEnd()}\n`;
  }
  return text;
}
