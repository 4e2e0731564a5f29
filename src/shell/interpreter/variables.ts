import { ShellError } from './flow.ts';

export interface Variable {
  /** undefined for a variable that is declared but has no value. */
  value: string | Map<number, string> | AssociativeArray | undefined;
  exported?: boolean;
  readonly?: boolean;
  integer?: boolean;
  letters?: 'lower' | 'upper';
  /** Set for `declare -n`: the value names another variable. */
  reference?: boolean;
}

/** An array with names for indices, in the order of their first assignment. */
export class AssociativeArray {
  readonly entries: Map<string, string>;
  constructor(entries: Iterable<readonly [string, string]> = []) {
    this.entries = new Map(entries);
  }
}

const ARRAY_INDEX_LIMIT = 500_000;
/** Longer values are refused, and so is one that makes all of them too long together. */
const VALUE_LIMIT = 16 * 1024 * 1024;
const TOTAL_LIMIT = 8 * VALUE_LIMIT;
/** Values from this length on are counted together. */
const LARGE = 65_536;

/** The variables of one shell, with the dynamic scopes of its functions. */
export class Variables {
  readonly #table: Map<string, Variable>;
  /** For each function being run, what its local variables hide. */
  readonly #scopes: Map<string, Variable | undefined>[] = [];

  constructor(table: Map<string, Variable> = new Map()) {
    this.#table = table;
  }

  /** A copy for a subshell; its functions still leave the same scopes. */
  copy(): Variables {
    const table = new Map<string, Variable>();
    for (const [name, variable] of this.#table) table.set(name, copyVariable(variable));
    const copy = new Variables(table);
    for (const scope of this.#scopes) copy.#scopes.push(new Map(scope));
    return copy;
  }

  /** The name behind references. */
  resolve(name: string): string {
    for (let hops = 0; hops < 16; hops++) {
      const variable = this.#table.get(name);
      if (variable?.reference !== true || typeof variable.value !== 'string') return name;
      name = variable.value;
    }
    throw new ShellError(`${name}: circular name reference`);
  }

  find(name: string): Variable | undefined {
    return this.#table.get(this.resolve(name));
  }

  /** The variable itself, also when it is a reference. */
  own(name: string): Variable | undefined {
    return this.#table.get(name);
  }

  /** The text of a variable; that of element 0 for an array. */
  get(name: string): string | undefined {
    const value = this.find(name)?.value;
    if (value instanceof Map) return value.get(0);
    if (value instanceof AssociativeArray) return value.entries.get('0');
    return value;
  }

  set(name: string, text: string): void {
    if (text.length >= LARGE) this.#checkSize(text);
    const variable = this.writable(name);
    const value = variable.letters === undefined ? text : changeLetters(text, variable.letters);
    if (variable.value instanceof Map) variable.value.set(0, value);
    else if (variable.value instanceof AssociativeArray) variable.value.entries.set('0', value);
    else variable.value = value;
  }

  #checkSize(text: string): void {
    let total = text.length;
    for (const { value } of this.#table.values()) {
      if (typeof value === 'string') total += value.length;
      else if (value !== undefined)
        for (const item of value instanceof Map ? value.values() : value.entries.values()) total += item.length;
    }
    if (text.length > VALUE_LIMIT || total > TOTAL_LIMIT) {
      throw new ShellError(`xrealloc: cannot allocate memory (${text.length} bytes)`, 2, true);
    }
  }

  setElement(name: string, index: number, text: string): void {
    if (text.length >= LARGE) this.#checkSize(text);
    const variable = this.writable(name);
    if (variable.value instanceof AssociativeArray) {
      variable.value.entries.set(String(index), text);
      return;
    }
    if (!(variable.value instanceof Map)) {
      variable.value = new Map(variable.value === undefined ? [] : [[0, variable.value]]);
    }
    const at = index < 0 ? lastIndex(variable.value) + 1 + index : index;
    if (at < 0 || at > ARRAY_INDEX_LIMIT) throw new ShellError(`${name}[${index}]: bad array subscript`);
    variable.value.set(at, text);
  }

  setEntry(name: string, key: string, text: string): void {
    if (text.length >= LARGE) this.#checkSize(text);
    const variable = this.writable(name);
    if (!(variable.value instanceof AssociativeArray)) variable.value = new AssociativeArray();
    variable.value.entries.set(key, text);
  }

  setArray(name: string, items: readonly string[]): void {
    this.writable(name).value = new Map(items.entries());
  }

  /** The variable to be changed, made when missing. */
  writable(name: string): Variable {
    const target = this.resolve(name);
    let variable = this.#table.get(target);
    if (variable === undefined) {
      variable = { value: undefined };
      this.#table.set(target, variable);
    }
    if (variable.readonly === true) throw new ShellError(`${target}: readonly variable`, 1, true);
    return variable;
  }

  /** Makes the variable when missing, without asking whether it may be changed. */
  declare(name: string): Variable {
    let variable = this.#table.get(name);
    if (variable === undefined) {
      variable = { value: undefined };
      this.#table.set(name, variable);
    }
    return variable;
  }

  unset(name: string): void {
    if (this.#table.get(name)?.readonly === true) {
      throw new ShellError(`unset: ${name}: cannot unset: readonly variable`);
    }
    this.#table.delete(name);
  }

  names(): readonly string[] {
    return [...this.#table.keys()].sort();
  }

  /** What programs get. */
  environment(): Map<string, string> {
    const environment = new Map<string, string>();
    for (const [name, variable] of this.#table) {
      if (variable.exported === true && typeof variable.value === 'string') environment.set(name, variable.value);
    }
    return environment;
  }

  get inFunction(): boolean {
    return this.#scopes.length > 0;
  }

  enterFunction(): void {
    this.#scopes.push(new Map());
  }

  leaveFunction(): void {
    const scope = this.#scopes.pop();
    if (scope === undefined) return;
    for (const [name, hidden] of scope) this.restore(name, hidden);
  }

  /** Makes `name` local to the innermost function. */
  makeLocal(name: string): Variable {
    const scope = this.#scopes.at(-1);
    const current = this.#table.get(name);
    if (scope === undefined || scope.has(name)) return this.declare(name);
    if (current?.readonly === true) throw new ShellError(`local: ${name}: readonly variable`);
    scope.set(name, current);
    const fresh: Variable = { value: undefined, exported: current?.exported };
    this.#table.set(name, fresh);
    return fresh;
  }

  /** Puts back what a name stood for. */
  restore(name: string, variable: Variable | undefined): void {
    if (variable === undefined) this.#table.delete(name);
    else this.#table.set(name, variable);
  }
}

export function copyVariable(variable: Variable): Variable {
  const { value } = variable;
  if (value instanceof Map) return { ...variable, value: new Map(value) };
  if (value instanceof AssociativeArray) return { ...variable, value: new AssociativeArray(value.entries) };
  return { ...variable };
}

function changeLetters(text: string, letters: 'lower' | 'upper'): string {
  return letters === 'lower' ? text.toLowerCase() : text.toUpperCase();
}

/** All elements of a variable in order; a plain text is its only element. */
export function elementsOf(variable: Variable | undefined): string[] {
  const value = variable?.value;
  if (value === undefined) return [];
  if (typeof value === 'string') return [value];
  if (value instanceof AssociativeArray) return [...value.entries.values()];
  return sortedKeys(value).map((key) => value.get(key)!);
}

/** All indices or keys of a variable in order. */
export function keysOf(variable: Variable | undefined): string[] {
  const value = variable?.value;
  if (value === undefined) return [];
  if (typeof value === 'string') return ['0'];
  if (value instanceof AssociativeArray) return [...value.entries.keys()];
  return sortedKeys(value).map(String);
}

/** The largest index of an array; -1 for an empty one. */
export function lastIndex(array: ReadonlyMap<number, string>): number {
  let last = -1;
  for (const index of array.keys()) if (index > last) last = index;
  return last;
}

/** Refuses an array that grows without end. */
export function checkArraySize(size: number): void {
  if (size > ARRAY_INDEX_LIMIT) throw new ShellError('xrealloc: cannot allocate memory (array)', 2, true);
}

export function sortedKeys(array: ReadonlyMap<number, string>): number[] {
  return [...array.keys()].sort((a, b) => a - b);
}
