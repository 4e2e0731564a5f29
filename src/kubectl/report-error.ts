import { ApiError } from '../api/api-error.ts';
import { goQuote } from '../api/go-quote.ts';
import type { Status } from '../api/transport.ts';
import { ErrorList, KubectlError, UnprefixedError } from './kubectl-error.ts';

export interface ErrorReport {
  /** With its final newline; '' for nothing to print. */
  readonly text: string;
  readonly exitCode: number;
}

/** How kubectl words a failure and which status it exits with. Models kubectl/pkg/cmd/util/helpers.go checkErr. */
export function reportError(thrown: unknown): ErrorReport {
  const error = thrown instanceof ErrorList && thrown.errors.length === 1 ? thrown.errors[0] : thrown;
  const exitCode = error instanceof KubectlError ? error.exitCode : 1;
  const message = errorText(error);
  return { text: message === '' || message.endsWith('\n') ? message : `${message}\n`, exitCode };
}

function errorText(error: unknown): string {
  if (error instanceof ApiError && error.reason === 'Invalid') return invalidText(error.status);
  if (error instanceof ErrorList)
    return flattenErrors(error)
      .map((one) => `${messageForError(one)}\n`)
      .join('');
  const standard = standardErrorMessage(error);
  if (standard !== undefined) return standard;
  const message = error instanceof Error ? error.message : String(error);
  if (message === '') return '';
  if (error instanceof UnprefixedError) return message;
  return message.startsWith('error: ') ? message : `error: ${message}`;
}

/** The words for an error among others. Models messageForError. */
export function messageForError(error: unknown): string {
  return standardErrorMessage(error) ?? (error instanceof Error ? error.message : String(error));
}

function standardErrorMessage(error: unknown): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  if (error.reason === 'Unauthorized') return `error: You must be logged in to the server (${error.message})`;
  return error.reason === ''
    ? `Error from server: ${error.message}`
    : `Error from server (${error.reason}): ${error.message}`;
}

function invalidText(status: Status): string {
  const details = status.details;
  if (details === undefined)
    return status.message ? `The request is invalid: ${status.message}` : 'The request is invalid';
  let subject = 'The request is invalid';
  const causes = [...new Set((details.causes ?? []).map((cause) => `${cause.field ?? ''}: ${cause.message ?? ''}`))];
  if (details.kind || details.name) subject = `The ${details.kind ?? ''} ${goQuote(details.name ?? '')} is invalid`;
  else if (status.message && causes.length === 0) subject += `: ${status.message}`;
  if (causes.length === 0) return subject;
  if (causes.length === 1) return `${subject}: ${causes[0]}\n`;
  return `${subject}: \n${causes.map((cause) => `* ${cause}\n`).join('')}`;
}

function flattenErrors(list: ErrorList): readonly unknown[] {
  return list.errors.flatMap((error) => (error instanceof ErrorList ? flattenErrors(error) : [error]));
}
