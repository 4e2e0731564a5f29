import { ApiError } from '../api/api-error.ts';
import type { ApiResponse, Method, Status } from '../api/transport.ts';
import { isJsonObject } from './json.ts';

/** Reasons and words of an answer without a Status body. Models apimachinery NewGenericServerResponse. */
const generic: Readonly<Record<number, readonly [reason: string, message: string]>> = {
  400: ['BadRequest', 'the server rejected our request for an unknown reason'],
  401: ['Unauthorized', 'the server has asked for the client to provide credentials'],
  403: ['Forbidden', 'forbidden'],
  404: ['NotFound', 'the server could not find the requested resource'],
  405: ['MethodNotAllowed', 'the server does not allow this method on the requested resource'],
  406: ['NotAcceptable', 'the server was unable to respond with a content type that the client supports'],
  409: ['Conflict', 'the server reported a conflict'],
  415: ['UnsupportedMediaType', 'the server was unable to process the content type'],
  422: ['Invalid', 'the server rejected our request due to an error in our request'],
  429: ['TooManyRequests', 'the server has received too many requests and has asked us to try again later'],
  500: ['InternalError', 'an error on the server has prevented the request from succeeding'],
  503: ['ServiceUnavailable', 'the server is currently unable to handle the request'],
  504: [
    'Timeout',
    'the server was unable to return a response in the time allotted, but may still be processing the request',
  ],
};

/** A failed answer as the error that commands see. */
export function responseError(response: ApiResponse, method: Method, path: string): ApiError {
  const body = response.body;
  if (isJsonObject(body) && body.kind === 'Status') {
    const status = body as unknown as Status;
    return new ApiError(status.code ?? response.status, status.reason ?? '', status.message ?? '', status.details);
  }
  const known = generic[response.status];
  const text = typeof body === 'string' ? body.trim() : '';
  if (response.status === 405 && method === 'POST') {
    return new ApiError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource');
  }
  if (known === undefined) {
    return new ApiError(
      response.status,
      '',
      `the server responded with the status code ${response.status} but did not return more information`,
    );
  }
  const [reason, message] = known;
  const shown =
    reason === 'Forbidden' && text !== ''
      ? text
      : reason === 'InternalError'
        ? `an error on the server (${JSON.stringify(text)}) has prevented the request from succeeding`
        : message;
  return new ApiError(response.status, reason, shown, { name: path.split('/').at(-1) });
}
