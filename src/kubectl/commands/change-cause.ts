import type { ParsedCommand } from '../command.ts';
import { type JsonObject, withPath } from '../json.ts';

const changeCauseAnnotation = 'kubernetes.io/change-cause';

/** With `--record`, the object with the command line in its annotations. Models genericclioptions ChangeCauseRecorder. */
export function recorded(object: JsonObject, command: ParsedCommand): JsonObject {
  const path = ['metadata', 'annotations', changeCauseAnnotation];
  return command.flags.has('record') && command.flags.bool('record')
    ? withPath(object, path, commandLine(command))
    : object;
}

/** The command as it was typed, its flags last and written out. Models parseCommandArguments. */
function commandLine({ path, args, flags }: ParsedCommand): string {
  return [path, ...args, ...flags.given().map(([flag, text]) => `--${flag.name}=${text}`)].join(' ');
}
