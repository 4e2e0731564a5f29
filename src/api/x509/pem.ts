import { decodeBase64, encodeBase64 } from '../base64.ts';

/** One block of a PEM text. */
export interface PemBlock {
  readonly label: string;
  readonly bytes: readonly number[];
}

export function writePem(label: string, bytes: readonly number[]): string {
  const lines = encodeBase64(bytes).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** The blocks of a text that can be read; everything else is passed over. */
export function readPem(text: string): readonly PemBlock[] {
  const blocks: PemBlock[] = [];
  let label: string | undefined;
  let body = '';
  for (const line of text.split('\n')) {
    const mark = /^-----(BEGIN|END) ([A-Z0-9 ]{1,40})-----\s*$/.exec(line);
    if (mark === null) {
      if (label !== undefined) body += line.trim();
    } else if (mark[1] === 'BEGIN') {
      label = mark[2];
      body = '';
    } else if (mark[2] === label) {
      const bytes = decodeBase64(body);
      if (bytes !== undefined) blocks.push({ label: label!, bytes: [...bytes] });
      label = undefined;
    }
  }
  return blocks;
}
