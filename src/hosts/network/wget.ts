import type { Program } from '../../shell/program.ts';
import type { HostContext } from '../host-context.ts';
import { curl } from './curl.ts';

/** `wget [-q] [-O FILE] [-T SECONDS] URL`, by way of curl. */
export const wget =
  (here: HostContext): Program =>
  async (io) => {
    const args: string[] = ['-sS', '-f'];
    let file: string | undefined;
    let url: string | undefined;
    const rest = [...io.args];
    for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
      const output = /^-q?O(.*)$/.exec(word) ?? /^--output-document=(.*)$/.exec(word);
      const timeout = /^-T(.*)$/.exec(word) ?? /^--timeout=(.*)$/.exec(word);
      if (output !== null) file = output[1] || rest.shift();
      else if (timeout !== null) args.push('-m', timeout[1] || (rest.shift() ?? '10'));
      else if (word === '--no-check-certificate') args.push('-k');
      else if (word.startsWith('--ca-certificate=')) args.push('--cacert', word.slice('--ca-certificate='.length));
      else if (word.startsWith('--header=')) args.push('-H', word.slice('--header='.length));
      else if (!word.startsWith('-')) url = word;
    }
    if (url === undefined) {
      await io.stderr.write('wget: missing URL\nUsage: wget [OPTION]... [URL]...\n');
      return 1;
    }
    const name =
      file ??
      (url
        .replace(/^[a-z]+:\/\//, '')
        .split('/')
        .slice(1)
        .at(-1) ||
        'index.html');
    return curl(here)({ ...io, args: [...args, '-o', name, url] });
  };
