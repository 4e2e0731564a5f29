import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import type { ExecAnswer } from '../api/exec.ts';

/** Models apimachinery pkg/util/remotecommand: the first byte of a frame names its channel. */
const [STDIN, STDOUT, STDERR, ERROR] = [0, 1, 2, 3] as const;
/** Says in v5 that a channel has ended. */
const CLOSE = 255;
const V5 = 'v5.channel.k8s.io';
const V4 = 'v4.channel.k8s.io';

const sockets = new WebSocketServer({
  noServer: true,
  handleProtocols: (offered) => [V5, V4].find((protocol) => offered.has(protocol)) ?? false,
});

const frame = (channel: number, data: string | Buffer): Buffer =>
  Buffer.concat([Buffer.from([channel]), Buffer.from(data)]);

/**
 * Serves a command over a WebSocket: takes the input to its end if the command reads any, runs it, and sends what it
 * wrote and how it ended. Only v5 can say that input has ended; over v4 a command gets none.
 */
export function serveExecSocket(
  incoming: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  readsInput: boolean,
  run: (stdin: string) => ExecAnswer,
): void {
  sockets.handleUpgrade(incoming, socket, head, (connection) => {
    connection.on('error', () => connection.terminate());
    const answer = (stdin: string) => {
      const { stdout, stderr, status } = run(stdin);
      if (stdout !== '') connection.send(frame(STDOUT, stdout));
      if (stderr !== '') connection.send(frame(STDERR, stderr));
      connection.send(frame(ERROR, JSON.stringify(status)));
      connection.close(1000);
    };
    if (!readsInput || connection.protocol !== V5) {
      answer('');
      return;
    }
    const input: Buffer[] = [];
    connection.on('message', (data) => {
      const bytes = bytesOf(data);
      if (bytes[0] === CLOSE && bytes[1] === STDIN) answer(Buffer.concat(input).toString('utf8'));
      else if (bytes[0] === STDIN) input.push(bytes.subarray(1));
    });
  });
}

/** Runs a command through a server's `pods/exec`. Rejects with what the server refused the upgrade with. */
export function execOverSocket(
  url: string,
  options: { readonly headers: OutgoingHttpHeaders; readonly ca?: Buffer; readonly insecure?: boolean },
  stdin: string | undefined,
): Promise<ExecAnswer | { readonly refused: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url.replace(/^http/, 'ws'), [V5, V4], {
      headers: options.headers,
      ca: options.ca,
      rejectUnauthorized: options.insecure !== true,
    });
    const written: Record<number, Buffer[]> = { [STDOUT]: [], [STDERR]: [], [ERROR]: [] };
    const text = (channel: number) => Buffer.concat(written[channel]!).toString('utf8');
    socket.on('open', () => {
      if (stdin === undefined) return;
      if (stdin !== '') socket.send(frame(STDIN, stdin));
      if (socket.protocol === V5) socket.send(Buffer.from([CLOSE, STDIN]));
    });
    socket.on('message', (data) => {
      const bytes = bytesOf(data);
      written[bytes[0]!]?.push(bytes.subarray(1));
    });
    socket.on('unexpected-response', (_, response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ refused: response.statusCode ?? 500, body: Buffer.concat(parts).toString('utf8') }),
      );
    });
    socket.on('error', reject);
    socket.on('close', () => {
      const end = text(ERROR);
      if (end === '') reject(new Error('the connection ended before the command did'));
      else resolve({ stdout: text(STDOUT), stderr: text(STDERR), status: JSON.parse(end) as ExecAnswer['status'] });
    });
  });
}

const bytesOf = (data: RawData): Buffer =>
  Array.isArray(data) ? Buffer.concat(data) : data instanceof ArrayBuffer ? Buffer.from(data) : data;
