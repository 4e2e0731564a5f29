import type { Program } from '../program.ts';
import { resolvePath } from '../resolve-path.ts';
import type { OpenEditor } from './standard-programs.ts';

/** vi, vim and nano are windows of the embedder over our files. */
export function createEditorProgram(open: OpenEditor | undefined): (name: string) => Program {
  return (name) => async (io) => {
    const path = io.args.find((arg) => !/^[-+]/.test(arg));
    if (open === undefined) {
      await io.stderr.write(`${name}: no terminal to edit in\n`);
      return 1;
    }
    if (path === undefined) {
      await io.stderr.write(`${name}: a file name is needed in Drydock\n`);
      return 1;
    }
    await open(resolvePath(io.cwd, path));
    return 0;
  };
}
