import type { Flag, FlagValues } from '../../command.ts';
import type { DataSources } from '../../generate/data-sources.ts';
import { KubectlError } from '../../kubectl-error.ts';

export const dataFlags = (what: string): readonly Flag[] => [
  { name: 'append-hash', type: 'bool', help: `Append a hash of the ${what} to its name.` },
  {
    name: 'from-env-file',
    type: 'stringSlice',
    help: `Specify the path to a file to read lines of key=val pairs to create a ${what}.`,
  },
  {
    name: 'from-file',
    type: 'stringSlice',
    help: `Key file can be specified using its file path, in which case file basename will be used as ${what} key, or optionally with a key and file path, in which case the given key will be used.  Specifying a directory will iterate each named file in the directory whose basename is a valid ${what} key.`,
  },
  {
    name: 'from-literal',
    type: 'stringArray',
    help: `Specify a key and literal value to insert in ${what} (i.e. mykey=somevalue)`,
  },
];

/** Where the data comes from. An env file does not go with the other two. */
export function dataSources(flags: FlagValues): DataSources {
  const sources = {
    literals: flags.list('from-literal'),
    files: flags.list('from-file'),
    envFiles: flags.list('from-env-file'),
  };
  if (sources.envFiles.length > 0 && sources.files.length + sources.literals.length > 0) {
    throw new KubectlError('from-env-file cannot be combined with from-file or from-literal');
  }
  return sources;
}
