const KEY =
  /\x1b\[[0-9;?]*[ -/]*[@-~]|\x1bO[A-Za-z]|\x1b[^[O]|[\ud800-\udbff][\udc00-\udfff]|[\x20-\x7e\u00a0-\ud7ff\ue000-\uffff]{2,}|[\s\S]/g;

/** Splits what a terminal sends into keys: one character or run of plain characters each, or an escape sequence. */
export function readKeys(data: string): string[] {
  return data.match(KEY) ?? [];
}
