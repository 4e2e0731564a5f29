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
    const rc = `${io.env.get('HOME') ?? '/root'}/.vimrc`;
    const vimrc = io.files.kind(rc) === 'file' ? (io.files.read(rc) ?? '') : '';
    const error = await open(resolvePath(io.cwd, path), io.files, vimrc);
    if (error === undefined) return 0;
    await io.stderr.write(`"${path}" E212: Can't open file for writing: ${error}\n`);
    return 1;
  };
}
