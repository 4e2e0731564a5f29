import { print } from '../interpreter/run-program.ts';
import { complain } from '../interpreter/shell-state.ts';
import type { Builtin } from './builtin.ts';

/** Options that are honoured, and those that say what is so anyway. */
const KNOWN: ReadonlySet<string> = new Set(
  (
    'expand_aliases extglob dotglob globstar nocaseglob nullglob failglob nocasematch inherit_errexit interactive_comments ' +
    'checkwinsize histappend cmdhist lithist sourcepath progcomp promptvars complete_fullquote extquote force_fignore ' +
    'globasciiranges globskipdots patsub_replacement hostcomplete login_shell'
  ).split(' '),
);
const REFUSED: ReadonlySet<string> = new Set(
  (
    'autocd cdspell dirspell direxpand lastpipe execfail huponexit checkjobs checkhash extdebug gnu_errfmt histreedit ' +
    'histverify localvar_inherit localvar_unset mailwarn no_empty_cmd_completion progcomp_alias restricted_shell ' +
    'shift_verbose varredir_close xpg_echo assoc_expand_once cdable_vars compat31 compat32 compat40 compat41 compat42 ' +
    'compat43 compat44'
  ).split(' '),
);

export const shopt: Builtin = async (state, args) => {
  const flag = args.find((arg) => arg.startsWith('-')) ?? '';
  let status = 0;
  for (const name of args.filter((arg) => !arg.startsWith('-'))) {
    if (!KNOWN.has(name) && !flag.includes('o')) {
      await complain(
        state,
        REFUSED.has(name) ? `shopt: not simulated in Drydock: ${name}` : `shopt: ${name}: invalid shell option name`,
      );
      status = 1;
      continue;
    }
    if (flag.includes('s')) state.options.add(name);
    else if (flag.includes('u')) state.options.delete(name);
    else {
      const on = state.options.has(name);
      if (!on) status = 1;
      if (!flag.includes('q')) await print(state, `${name.padEnd(15)}\t${on ? 'on' : 'off'}\n`);
    }
  }
  return status;
};
