import { goQuote } from '../../api/go-quote.ts';
import { isConfigMapKey, isEnvVarName } from '../../api/names.ts';
import { fileBytes } from '../file-bytes.ts';
import type { KubectlIo } from '../io.ts';
import { KubectlError } from '../kubectl-error.ts';

export interface DataSources {
  readonly literals: readonly string[];
  readonly files: readonly string[];
  readonly envFiles: readonly string[];
}

/** Adds one key with its text, or the bytes of a file; throws when it is not allowed or taken. */
export type AddKey = (key: string, value: string | Uint8Array) => void;

/** Adds the data that `--from-literal`, `--from-file` and `--from-env-file` name. */
export function addSources(
  sources: DataSources,
  kind: 'config' | 'secret',
  add: AddKey,
  io: Pick<KubectlIo, 'files' | 'env'>,
): void {
  const addFiles = (): void => {
    for (const source of sources.files) addFile(source, add, io);
  };
  // A ConfigMap reads its files first, a Secret its literals; a key given twice is reported by the second.
  if (kind === 'config') addFiles();
  for (const source of sources.literals) {
    const equals = source.indexOf('=');
    if (equals <= 0) throw new KubectlError(`invalid literal source ${source}, expected key=value`);
    add(source.slice(0, equals), source.slice(equals + 1));
  }
  if (kind === 'secret') addFiles();
  for (const path of sources.envFiles) addEnvFile(path, kind, add, io);
}

/** Checks a key of a ConfigMap. Models kubectl/pkg/cmd/create/create_configmap.go validateNewConfigMap. */
export function configMapKeyError(key: string, taken: boolean, name: string): string | undefined {
  const wrong = isConfigMapKey(key);
  if (wrong.length > 0) return `${goQuote(key)} is not a valid key name for a ConfigMap: ${wrong.join(',')}`;
  if (taken) {
    return `cannot add key ${goQuote(key)}, another key by that name already exists in Data for ConfigMap ${goQuote(name)}`;
  }
  return undefined;
}

/** Checks a key of a Secret. Models kubectl/pkg/cmd/create/create_secret.go addKeyFromLiteralToSecret. */
export function secretKeyError(key: string, taken: boolean): string | undefined {
  const wrong = isConfigMapKey(key);
  if (wrong.length > 0) return `${goQuote(key)} is not valid key name for a Secret ${wrong.join(';')}`;
  return taken ? `cannot add key ${key}, another key by that name already exists` : undefined;
}

function addFile(source: string, add: AddKey, io: Pick<KubectlIo, 'files'>): void {
  const parts = source.split('=');
  const path = parts.length === 1 ? source : (parts[1] ?? '');
  if (parts.length > 2) throw new KubectlError("key names or file paths cannot contain '='");
  if (parts.length === 2 && parts[0] === '') {
    throw new KubectlError(`key name for file path ${path} missing`);
  }
  if (parts.length === 2 && path === '') throw new KubectlError(`file path for key name ${parts[0]} missing`);
  const kind = io.files.kind(path);
  if (kind === undefined) throw new KubectlError(`error reading ${path}: no such file or directory`);
  if (kind === 'file') {
    add(parts.length === 2 ? (parts[0] ?? '') : (path.split('/').at(-1) ?? path), fileBytes(io.files, path) ?? '');
    return;
  }
  if (parts.length === 2) throw new KubectlError('cannot give a key name for a directory path');
  for (const name of io.files.list(path)) {
    const below = `${path.replace(/\/$/, '')}/${name}`;
    if (io.files.kind(below) === 'file') add(name, fileBytes(io.files, below) ?? '');
  }
}

/** Models kubectl/pkg/cmd/util/env_file.go. */
function addEnvFile(path: string, kind: 'config' | 'secret', add: AddKey, io: Pick<KubectlIo, 'files' | 'env'>): void {
  const found = io.files.kind(path);
  if (found === undefined) throw new KubectlError(`error reading ${path}: no such file or directory`);
  if (found === 'directory') throw new KubectlError(`env ${kind} file cannot be a directory`);
  const lines = (io.files.read(path) ?? '').replace(/^\uFEFF/, '').split('\n');
  for (const raw of lines) {
    const line = raw.replace(/\r$/, '').trimStart();
    if (line === '' || line.startsWith('#')) continue;
    const equals = line.indexOf('=');
    const key = equals < 0 ? line : line.slice(0, equals);
    const wrong = isEnvVarName(key);
    if (wrong.length > 0) {
      throw new KubectlError(`${goQuote(key)} is not a valid key name: ${wrong.join(';')}`);
    }
    // A bare name takes its value from the environment of kubectl.
    add(key, equals < 0 ? (io.env.get(key) ?? '') : line.slice(equals + 1));
  }
}
