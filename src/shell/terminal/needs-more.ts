import { forEachChild, parse, type SyntaxNode } from 'unbash';
import { syntaxMistake } from '../interpreter/syntax-mistake.ts';

/** Whether a command that was entered is not finished, so that PS2 asks for the rest of it. */
export function needsMore(text: string): boolean {
  if (/(?:^|[^\\])(?:\\\\)*\\\n?$/.test(text)) return true;
  const script = parse(text);
  if (text.includes('<<') && hasOpenDocument(script)) return true;
  return syntaxMistake(text, script)?.incomplete === true;
}

function hasOpenDocument(node: SyntaxNode): boolean {
  if (node.type === 'HereDoc') return node.closing === undefined;
  let open = false;
  forEachChild(node, (child) => {
    if (!open) open = hasOpenDocument(child);
  });
  return open;
}
