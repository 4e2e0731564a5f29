import type { KubectlIo } from '../io.ts';
import { KubectlError } from '../kubectl-error.ts';

/** Why the file is opened once more. */
export interface EditReason {
  readonly head: string;
  readonly others: readonly string[];
}

const header = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`;

/** The comments above the object. Models kubectl/pkg/cmd/util/editor editHeader.writeTo. */
export function editHeader(reasons: readonly EditReason[]): string {
  const hashed = (text: string): string => text.replace(/\n(?=[^#])/g, '\n# ');
  return `${header}${reasons
    .map(({ head, others }) => {
      const list = others.map((other) => `# * ${hashed(other)}\n`).join('');
      return `# ${hashed(head)}${others.length > 0 ? ':' : ''}\n${list}#\n`;
    })
    .join('')}`;
}

/** The text without its comment lines. Models cmdutil.ManualStrip. */
export function withoutComments(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n');
}

export function hasLines(text: string): boolean {
  return withoutComments(text).trim() !== '';
}

/** Lets the person edit a text in $KUBE_EDITOR, $EDITOR or vi and returns it with the file's path. */
export async function launchEditor(
  text: string,
  extension: string,
  io: KubectlIo,
): Promise<{ readonly text: string; readonly path: string }> {
  const path = `/tmp/kubectl-edit-${io.randomSuffix()}${extension}`;
  io.files.write(path, text);
  const editor = io.env.get('KUBE_EDITOR') || io.env.get('EDITOR') || 'vi';
  const status = await io.run(`${editor} ${path}`);
  if (status !== 0) {
    await keptFile(path, io);
    throw new KubectlError(
      status === 127 ? `unable to launch the editor "${editor}"` : `there was a problem with the editor "${editor}"`,
    );
  }
  return { text: io.files.read(path) ?? '', path };
}

/** Models kubectl/pkg/cmd/util/editor preservedFile. */
export async function keptFile(path: string, io: KubectlIo): Promise<void> {
  if (path !== '' && io.files.kind(path) !== undefined) {
    await io.stderr.write(`A copy of your changes has been stored to "${path}"\n`);
  }
}
