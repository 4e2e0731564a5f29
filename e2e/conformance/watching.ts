import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import type { KubeObject } from '../../src/api/object.ts';
import type { Status } from '../../src/api/transport.ts';
import { Refusal } from './api-client.ts';

export interface Seen<T> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: T;
}

/** An open watch. Its events wait until they are taken. */
export interface Watching<T> {
  readonly headers: IncomingHttpHeaders;
  readonly ended: boolean;
  /** How many events are here. */
  readonly waiting: number;
  /** The next event that is here. */
  take(): Seen<T> | undefined;
  close(): void;
}

export function openWatch<T extends KubeObject>(url: string, headers: OutgoingHttpHeaders): Promise<Watching<T>> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers, agent: false }, (answer) => {
      let text = '';
      const seen: Seen<T>[] = [];
      let ended = false;
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        text += part;
        const lines = text.split('\n');
        text = lines.pop()!;
        for (const line of lines) if (line !== '') seen.push(JSON.parse(line) as Seen<T>);
      });
      answer.on('error', () => {
        ended = true;
      });
      answer.on('end', () => {
        ended = true;
        if (answer.statusCode! >= 400) reject(new Refusal(JSON.parse(text) as Status));
      });
      if (answer.statusCode! >= 400) return;
      resolve({
        headers: answer.headers,
        get ended() {
          return ended;
        },
        get waiting() {
          return seen.length;
        },
        take: () => seen.shift(),
        close: () => sent.destroy(),
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}
