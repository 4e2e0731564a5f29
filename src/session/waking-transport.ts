import { ResponseStream, type Transport } from '../api/transport.ts';

/** A transport that tells virtual time whenever an answer's stream hands something to a program. */
export function wakingTransport(transport: Transport, woke: () => void): Transport {
  return {
    async send(request, signal) {
      const response = await transport.send(request, signal);
      const { body } = response;
      if (!isStream(body)) return response;
      return { ...response, body: wakingStream(body, woke) };
    },
  };
}

const isStream = (body: unknown): body is ResponseStream => body instanceof ResponseStream;

function wakingStream(stream: ResponseStream, woke: () => void): ResponseStream {
  return new ResponseStream((receive, ended) =>
    stream.open(
      (frame) => {
        woke();
        receive(frame);
      },
      () => {
        woke();
        ended();
      },
    ),
  );
}
