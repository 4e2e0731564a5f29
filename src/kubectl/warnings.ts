/** The texts of a `Warning` header (`299 - "text", 299 - "text"`). Models apimachinery ParseWarningHeaders. */
export function warningTexts(header: string | undefined): readonly string[] {
  if (header === undefined) return [];
  return [...header.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)].map((match) => match[1]!.replace(/\\(.)/g, '$1'));
}
