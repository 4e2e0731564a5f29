import type { KubectlIo } from '../../io.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { generatorCommand } from './generator-command.ts';
import { secretData } from './secret-object.ts';

export const createTlsSecretCommand = generatorCommand({
  name: 'tls',
  short: 'Create a TLS secret',
  examples:
    '  # Create a new TLS secret named tls-secret with the given key pair\n  kubectl create secret tls tls-secret --cert=path/to/tls.crt --key=path/to/tls.key',
  usage: 'NAME --cert=path/to/cert/file --key=path/to/key/file [--dry-run=server|client|none]',
  flags: [
    { name: 'cert', type: 'string', help: 'Path to PEM encoded public key certificate.' },
    { name: 'key', type: 'string', help: 'Path to private key associated with given certificate.' },
  ],
  namespaced: true,
  failure: 'failed to create secret',
  async generate(name, { flags }, _context, io) {
    const cert = flags.string('cert');
    const key = flags.string('key');
    if (cert === '' || key === '') throw new KubectlError('key and cert must be specified');
    const certText = readFile(cert, io);
    const keyText = readFile(key, io);
    // Unlike Kubernetes, only the PEM blocks are looked for; that the key fits the certificate is not checked.
    requirePem(certText, /-----BEGIN CERTIFICATE-----/, 'certificate');
    requirePem(keyText, /-----BEGIN ([A-Z]+ )?PRIVATE KEY-----/, 'key');
    const data = secretData(name, 'kubernetes.io/tls');
    data.add('tls.crt', certText);
    data.add('tls.key', keyText);
    return data.object();
  },
});

function readFile(path: string, io: KubectlIo): string {
  const text = io.files.read(path);
  if (text === undefined) throw new KubectlError(`Cannot read file ${path}, open ${path}: no such file or directory`);
  return text;
}

function requirePem(text: string, block: RegExp, what: string): void {
  if (!block.test(text)) throw new KubectlError(`tls: failed to find any PEM data in ${what} input`);
}
