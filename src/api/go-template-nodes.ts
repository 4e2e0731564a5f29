/** An operand of a command. `at` is the place in the text that errors name. */
export type TemplateTerm =
  | { readonly kind: 'bool'; readonly value: boolean; readonly at: number }
  | { readonly kind: 'dot' | 'nil'; readonly at: number }
  | { readonly kind: 'number'; readonly value: bigint | number; readonly text: string; readonly at: number }
  | { readonly kind: 'string'; readonly value: string; readonly text: string; readonly at: number }
  | { readonly kind: 'field'; readonly names: readonly string[]; readonly at: number }
  | { readonly kind: 'variable'; readonly name: string; readonly names: readonly string[]; readonly at: number }
  | { readonly kind: 'function'; readonly name: string; readonly at: number }
  | { readonly kind: 'chain'; readonly of: TemplateTerm; readonly names: readonly string[]; readonly at: number }
  | TemplatePipe;

export interface TemplateCommand {
  readonly kind: 'command';
  readonly terms: readonly TemplateTerm[];
  readonly at: number;
}

export interface TemplatePipe {
  readonly kind: 'pipe';
  readonly variables: readonly string[];
  readonly assigns: boolean;
  readonly commands: readonly TemplateCommand[];
  readonly at: number;
}

export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'action'; readonly pipe: TemplatePipe; readonly at: number }
  | {
      readonly kind: 'if' | 'with' | 'range';
      readonly pipe: TemplatePipe;
      readonly body: readonly TemplateNode[];
      readonly otherwise?: readonly TemplateNode[];
      readonly at: number;
    }
  | { readonly kind: 'break' | 'continue'; readonly at: number }
  | { readonly kind: 'template'; readonly name: string; readonly pipe?: TemplatePipe; readonly at: number };

/** A template that was read, with those it defines. */
export interface ParsedTemplate {
  readonly root: readonly TemplateNode[];
  readonly defined: ReadonlyMap<string, readonly TemplateNode[]>;
}

/** A node in the spelling that errors show in `at <...>`. Models text/template/parse String. */
export function templateNodeText(node: TemplateTerm | TemplateCommand): string {
  switch (node.kind) {
    case 'bool':
      return String(node.value);
    case 'dot':
      return '.';
    case 'nil':
      return 'nil';
    case 'number':
    case 'string':
      return node.text;
    case 'field':
      return fields(node.names);
    case 'variable':
      return node.name + fields(node.names);
    case 'function':
      return node.name;
    case 'chain':
      return (
        (node.of.kind === 'pipe' ? `(${templateNodeText(node.of)})` : templateNodeText(node.of)) + fields(node.names)
      );
    case 'command':
      return node.terms
        .map((term) => (term.kind === 'pipe' ? `(${templateNodeText(term)})` : templateNodeText(term)))
        .join(' ');
    case 'pipe': {
      const declared = node.variables.length === 0 ? '' : `${node.variables.join(', ')} ${node.assigns ? '=' : ':='} `;
      return declared + node.commands.map(templateNodeText).join(' | ');
    }
  }
}

function fields(names: readonly string[]): string {
  return names.map((name) => `.${name}`).join('');
}
