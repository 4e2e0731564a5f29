import type { InteractiveIo, InteractiveShell, InteractiveStart } from '../create-shell.ts';
import type { FileSystem } from '../file-system.ts';
import type { Program, ProgramIo } from '../program.ts';
import { cat } from './cat.ts';
import { clear } from './clear.ts';
import { cp } from './cp.ts';
import { date } from './date.ts';
import { diff } from './diff.ts';
import { createEditorProgram } from './editor.ts';
import { env } from './env.ts';
import { grep } from './grep.ts';
import { head, tail } from './head-tail.ts';
import { hostname } from './hostname.ts';
import { less } from './less.ts';
import { ls } from './ls.ts';
import { man } from './man.ts';
import { mkdir } from './mkdir.ts';
import { createMktemp } from './mktemp.ts';
import { mv } from './mv.ts';
import { MISSING_PROGRAMS, notSimulatedProgram } from './not-simulated.ts';
import { printenv } from './printenv.ts';
import { rm } from './rm.ts';
import { rmdir } from './rmdir.ts';
import { seq } from './seq.ts';
import { sleep } from './sleep.ts';
import { sudo } from './sudo.ts';
import { tee } from './tee.ts';
import { createTextBox, runInBox, TEXT_TOOLS } from './text-box.ts';
import { timeout } from './timeout.ts';
import { touch } from './touch.ts';
import { tr } from './tr.ts';
import { uname } from './uname.ts';
import { uniq } from './uniq.ts';
import { watch } from './watch.ts';
import { wc } from './wc.ts';
import { which } from './which.ts';
import { whoami } from './whoami.ts';
import { xargs } from './xargs.ts';
import { yes } from './yes.ts';
import { createYq } from './yq.ts';

/**
 * Opens an editor over a file and resolves when it is closed: with the words of the error if the text could not be written.
 * `vimrc` is what `~/.vimrc` says.
 */
export type OpenEditor = (path: string, files: FileSystem, vimrc: string) => Promise<string | undefined>;

export interface ProgramNeeds {
  readonly busy: <T>(work: Promise<T>) => Promise<T>;
  readonly random: { int(below: number): number };
  readonly openEditor: OpenEditor | undefined;
  readonly runShell: (
    text: string,
    io: ProgramIo,
    name: string | undefined,
    args: readonly string[],
  ) => Promise<number>;
  readonly openShell: (io: InteractiveIo, start: InteractiveStart) => Promise<InteractiveShell>;
  readonly programNames: () => readonly string[];
}

/** The programs that every machine has. */
export function createStandardPrograms(needs: ProgramNeeds): ReadonlyMap<string, Program> {
  const editor = createEditorProgram(needs.openEditor);
  const bash = createBash(needs);
  const programs = new Map<string, Program>([
    ['cat', cat],
    ['head', head],
    ['tail', tail],
    ['grep', grep],
    ['egrep', (io) => grep({ ...io, args: ['-E', ...io.args] })],
    ['fgrep', (io) => grep({ ...io, args: ['-F', ...io.args] })],
    ['wc', wc],
    ['tee', tee],
    ['sleep', sleep],
    ['timeout', timeout],
    ['sudo', sudo],
    ['mktemp', createMktemp(needs.random)],
    ['watch', watch],
    ['xargs', xargs],
    ['diff', diff],
    ['uniq', uniq],
    ['tr', tr],
    ['date', date],
    ['seq', seq],
    ['yes', yes],
    ['env', env],
    ['printenv', printenv],
    ['which', which(needs.programNames)],
    ['whoami', whoami],
    ['hostname', hostname],
    ['uname', uname],
    ['clear', clear],
    ['ls', ls],
    ['cp', cp],
    ['mv', mv],
    ['rm', rm],
    ['rmdir', rmdir],
    ['mkdir', mkdir],
    ['touch', touch],
    ['man', man],
    ['less', less],
    ['more', less],
    ['vi', editor('vi')],
    ['vim', editor('vim')],
    ['nano', editor('nano')],
    ['yq', createYq((io, args, stdin) => needs.busy(runInBox('jq', { ...io, args }, stdin)))],
    ['bash', bash],
    ['sh', bash],
  ]);
  for (const name of MISSING_PROGRAMS) if (!programs.has(name)) programs.set(name, notSimulatedProgram(name));
  const box = createTextBox(needs.busy);
  for (const name of TEXT_TOOLS) if (!programs.has(name)) programs.set(name, box(name));
  return programs;
}

/** `bash [-c TEXT | FILE] [ARGUMENTS]`: a script in a shell of its own. */
function createBash(needs: ProgramNeeds): Program {
  return async (io) => {
    const args = [...io.args];
    let options = '';
    while (/^[-+][a-z]+$/.test(args[0] ?? '') && !/^-[cil]+$/.test(args[0]!)) {
      if (!args[0]!.includes('c')) options += `set ${args.shift()}\n`;
      else break;
    }
    const first = args.shift();
    if (first !== undefined && /^-[a-z]*c$/.test(first)) {
      const [text, name, ...rest] = args;
      if (text === undefined) throw new Error('-c: option requires an argument');
      return needs.runShell(options.replace('\n', '; ') + text, io, name ?? 'bash', rest);
    }
    const nest = io.terminal?.nest;
    if ((first === undefined || /^-[il]+$|^--login$/.test(first)) && io.stdin.isTerminal && nest !== undefined) {
      const login = first !== undefined && /l/.test(first);
      return nest((connection) => needs.openShell(connection, { login, env: io.env, cwd: io.cwd }), io.signal);
    }
    if (first === undefined) {
      let text = '';
      for (let chunk = await io.stdin.read(); chunk !== undefined; chunk = await io.stdin.read()) text += chunk;
      return needs.runShell(text, io, 'bash', []);
    }
    const path = first.startsWith('/') ? first : `${io.cwd}/${first}`;
    const text = io.files.kind(path) === 'file' ? io.files.read(path) : undefined;
    if (text === undefined) {
      await io.stderr.write(`bash: ${first}: No such file or directory\n`);
      return 127;
    }
    return needs.runShell(options.replace('\n', '; ') + text, io, first, args);
  };
}
