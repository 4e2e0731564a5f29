import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Commands whose answers are ours by design, in every group. */
const BY_DESIGN: readonly { readonly command: RegExp; readonly reason: string }[] = [
  { command: /match-server-version|kubectl version/, reason: 'the versions and build dates of two different builds' },
  { command: /^kubectl (.* )?(--help|-h)$|^kubectl help\b|^kubectl$/, reason: 'help texts are our own words' },
];

/** `GROUP: FIRST LINE OF THE COMMAND` -> reason, from exceptions.list, where `= ` begins a reason. */
const listed = new Map<string, string>();
let reason = '';
for (const line of readFileSync(join(import.meta.dirname, 'exceptions.list'), 'utf8').split('\n')) {
  if (line.startsWith('= ')) reason = line.slice(2);
  else if (line !== '' && !line.startsWith('#')) listed.set(line, reason);
}

/** Why an answer is not compared; undefined for those that are to be equal. */
export const exceptionFor = (group: string, command: string): string | undefined =>
  BY_DESIGN.find((one) => one.command.test(command))?.reason ?? listed.get(`${group}: ${command.split('\n')[0]}`);
