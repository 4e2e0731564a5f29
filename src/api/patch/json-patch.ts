import { goJson } from '../go-json.ts';
import { jsonEqual } from '../json-equal.ts';
import { cloneJson, isRecord, type JsonRecord, PatchError } from './patch-error.ts';

export interface JsonPatchOperation {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

const MAX_OPERATIONS = 10_000;

/** Applies an RFC 6902 patch. Throws a PatchError in the words of evanphx/json-patch v4. */
export function applyJsonPatch(target: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) {
    throw new PatchError('json: cannot unmarshal object into Go value of type jsonpatch.Patch');
  }
  if (patch.length > MAX_OPERATIONS) {
    throw new PatchError(
      `Request entity is too large: The allowed maximum operations in a JSON patch is ${MAX_OPERATIONS}, got ${patch.length}`,
    );
  }
  let root: unknown = cloneJson(target);
  for (const operation of cloneJson(patch) as readonly unknown[]) {
    if (!isRecord(operation)) {
      const kind = Array.isArray(operation) ? 'array' : typeof operation === 'boolean' ? 'bool' : typeof operation;
      throw new PatchError(`json: cannot unmarshal ${kind} into Go value of type jsonpatch.Operation`);
    }
    root = applyOperation(root, operation);
  }
  return root;
}

function applyOperation(root: unknown, operation: JsonRecord): unknown {
  const op = typeof operation.op === 'string' ? operation.op : 'unknown';
  const path = typeof operation.path === 'string' ? operation.path : undefined;
  const known = ['add', 'remove', 'replace', 'move', 'copy', 'test'].includes(op);
  if (!known) throw new PatchError(`Unexpected kind: ${op}`);
  if (path === undefined) {
    throw new PatchError(`${op} operation failed to decode path: missing value`);
  }
  switch (op) {
    case 'add':
      return add(root, path, op, operation.value ?? null);
    case 'remove':
      return remove(root, path, op);
    case 'replace':
      if (path === '') return operation.value;
      return set(root, path, operation.value ?? null);
    case 'test':
      return test(root, path, operation.value);
    default: {
      const from = operation.from;
      if (typeof from !== 'string') {
        throw new PatchError(`${op} operation failed to decode from: operation, missing from field: missing value`);
      }
      if (op === 'move' && path.startsWith(`${from}/`)) {
        throw new PatchError(`${op} operation does not apply: a value cannot be moved into itself`);
      }
      const value = cloneJson(find(root, from, op) ?? null);
      return add(op === 'move' ? remove(root, from, op) : root, path, op, value);
    }
  }
}

function segments(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function missing(op: string, path: string): PatchError {
  const shown = op === 'replace' ? path : goPath(path);
  return new PatchError(`${op} operation does not apply: doc is missing path: ${shown}: missing value`);
}

function goPath(path: string): string {
  return goJson(path, '', { escapeHtml: false });
}

function parentOf(root: unknown, path: string, op: string): { parent: JsonRecord | unknown[]; key: string } {
  const keys = segments(path);
  const key = keys.pop();
  let parent: unknown = root;
  for (const step of keys) parent = child(parent, step);
  if (key === undefined || (!isRecord(parent) && !Array.isArray(parent))) throw missing(op, path);
  if (key === '__proto__') throw new PatchError('not simulated in Drydock: the key "__proto__"');
  return { parent, key };
}

function child(parent: unknown, key: string): unknown {
  if (Array.isArray(parent)) return /^-?\d+$/.test(key) ? parent.at(Number(key)) : undefined;
  return isRecord(parent) && Object.hasOwn(parent, key) ? parent[key] : undefined;
}

function find(root: unknown, path: string, op: string): unknown {
  if (path === '') return root;
  const { parent, key } = parentOf(root, path, op);
  if (Array.isArray(parent)) return parent[index(parent, key, op, path, parent.length - 1)];
  if (Object.hasOwn(parent, key)) return parent[key];
  if (op !== 'move') return undefined;
  throw new PatchError(`error in move for path: '${key}': Unable to remove nonexistent key: ${key}: missing value`);
}

function index(list: readonly unknown[], key: string, op: string, path: string, last: number): number {
  if (!/^-?\d+$/.test(key)) {
    throw new PatchError(
      `error in ${op} for path: '${path}': value was not a proper array index: '${key}': strconv.Atoi: parsing ${goPath(key)}: invalid syntax`,
    );
  }
  const at = Number(key) < 0 ? Number(key) + list.length : Number(key);
  if (at < 0 || at > last) {
    throw new PatchError(
      `error in ${op} for path: '${path}': Unable to access invalid index: ${key}: invalid index referenced`,
    );
  }
  return at;
}

function add(root: unknown, path: string, op: string, value: unknown): unknown {
  const { parent, key } = parentOf(root, path, op);
  if (!Array.isArray(parent)) parent[key] = value;
  else if (key === '-') parent.push(value);
  else parent.splice(index(parent, key, op, path, parent.length), 0, value);
  return root;
}

function set(root: unknown, path: string, value: unknown): unknown {
  const { parent, key } = parentOf(root, path, 'replace');
  if (Array.isArray(parent)) parent[index(parent, key, 'replace', path, parent.length - 1)] = value;
  else parent[key] = value;
  return root;
}

function remove(root: unknown, path: string, op: string): unknown {
  const { parent, key } = parentOf(root, path, op);
  if (Array.isArray(parent)) parent.splice(index(parent, key, op, path, parent.length - 1), 1);
  else if (Object.hasOwn(parent, key)) delete parent[key];
  else {
    throw new PatchError(
      `error in remove for path: '${path}': Unable to remove nonexistent key: ${key}: missing value`,
    );
  }
  return root;
}

function test(root: unknown, path: string, value: unknown): unknown {
  const found = path === '' ? root : findOrNull(root, path);
  if (jsonEqual(found ?? null, value ?? null)) return root;
  throw new PatchError(`testing value ${path} failed: test failed`);
}

function findOrNull(root: unknown, path: string): unknown {
  return segments(path).reduce(child, root);
}
