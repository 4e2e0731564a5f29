import { absolutePath, isDirectory, type Shell } from './shell.ts';

/** `test` and `[`: returns 0 when the expression holds, 2 when it cannot be read. */
export function testExpression(shell: Shell, args: readonly string[]): number {
  for (const [word, isOr] of [
    ['-o', true],
    ['-a', false],
  ] as const) {
    const at = args.indexOf(word);
    if (at <= 0) continue;
    const left = testExpression(shell, args.slice(0, at)) === 0;
    const right = testExpression(shell, args.slice(at + 1)) === 0;
    return (isOr ? left || right : left && right) ? 0 : 1;
  }
  if (args[0] === '!') return testExpression(shell, args.slice(1)) === 0 ? 1 : 0;
  if (args.length === 0) return 1;
  if (args.length === 1) return args[0] === '' ? 1 : 0;
  if (args.length === 2) return unary(shell, args[0]!, args[1]!) ? 0 : 1;
  const [left = '', operator = '', right = ''] = args;
  const a = Number(left);
  const b = Number(right);
  switch (operator) {
    case '=':
    case '==':
      return left === right ? 0 : 1;
    case '!=':
      return left === right ? 1 : 0;
    case '-eq':
      return a === b ? 0 : 1;
    case '-ne':
      return a === b ? 1 : 0;
    case '-lt':
      return a < b ? 0 : 1;
    case '-le':
      return a <= b ? 0 : 1;
    case '-gt':
      return a > b ? 0 : 1;
    case '-ge':
      return a >= b ? 0 : 1;
    default:
      shell.err(`sh: ${operator}: unknown operand\n`);
      return 2;
  }
}

function unary(shell: Shell, operator: string, operand: string): boolean {
  const path = absolutePath(shell, operand);
  const text = shell.around.files.get(path);
  switch (operator) {
    case '-z':
      return operand === '';
    case '-n':
      return operand !== '';
    case '-f':
    case '-r':
      return text !== undefined;
    case '-s':
      return text !== undefined && text !== '';
    case '-d':
      return isDirectory(shell, path);
    case '-e':
      return text !== undefined || isDirectory(shell, path);
    default:
      return false;
  }
}
