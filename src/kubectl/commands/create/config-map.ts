import { encodeBase64, utf8Bytes, utf8Text } from '../../../api/base64.ts';
import { byCodePoint } from '../../../api/go-json.ts';
import { addSources, configMapKeyError } from '../../generate/data-sources.ts';
import { present, typeAndMetadata } from '../../generate/generated.ts';
import { KubectlError, notSimulated } from '../../kubectl-error.ts';
import { dataFlags, dataSources } from './data-flags.ts';
import { generatorCommand } from './generator-command.ts';

export const createConfigMapCommand = generatorCommand({
  name: 'configmap',
  aliases: ['cm'],
  short: 'Create a config map from a local file, directory or literal value',
  examples: `  # Create a new config map named my-config based on folder bar
  kubectl create configmap my-config --from-file=path/to/bar

  # Create a new config map named my-config with key1=config1 and key2=config2
  kubectl create configmap my-config --from-literal=key1=config1 --from-literal=key2=config2

  # Create a new config map named my-config from an env file
  kubectl create configmap my-config --from-env-file=path/to/foo.env --from-env-file=path/to/bar.env`,
  usage: 'NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
  flags: dataFlags('configmap'),
  namespaced: true,
  failure: 'failed to create configmap:',
  async generate(name, { flags }, _context, io) {
    if (flags.bool('append-hash')) throw notSimulated('create configmap --append-hash');
    const data = new Map<string, string>();
    const binaryData = new Map<string, string>();
    addSources(
      dataSources(flags),
      'config',
      (key, value) => {
        const wrong = configMapKeyError(key, data.has(key) || binaryData.has(key), name);
        if (wrong !== undefined) throw new KubectlError(wrong);
        const text = typeof value === 'string' ? value : textIn(value);
        if (text !== undefined) data.set(key, text);
        else binaryData.set(key, encodeBase64(value as Uint8Array));
      },
      io,
    );
    const { kind, apiVersion, metadata } = typeAndMetadata('v1', 'ConfigMap', name);
    return {
      kind,
      apiVersion,
      metadata,
      ...present('binaryData', sorted(binaryData)),
      ...present('data', sorted(data)),
    };
  },
});

const sorted = (entries: ReadonlyMap<string, string>): Record<string, string> =>
  Object.fromEntries([...entries].sort(([a], [b]) => byCodePoint(a, b)));

/** undefined when the bytes are no UTF-8. Models unicode/utf8 Valid. */
function textIn(bytes: Uint8Array): string | undefined {
  const text = utf8Text(bytes);
  const back = utf8Bytes(text);
  return back.length === bytes.length && back.every((byte, at) => byte === bytes[at]) ? text : undefined;
}
