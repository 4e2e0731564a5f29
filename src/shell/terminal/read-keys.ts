/** Splits what a terminal sends into keys: one character each, or a whole escape sequence. */
export function readKeys(data: string): string[] {
  return data.match(/\x1b\[[0-9;?]*[ -/]*[@-~]|\x1bO[A-Za-z]|\x1b[^[O]|[\ud800-\udbff][\udc00-\udfff]|[\s\S]/g) ?? [];
}
