import { keyId, signCertificate } from '../../api/x509/certificate.ts';
import { readRequest, signRequest } from '../../api/x509/certificate-request.ts';
import { type NamePart, nameText, nameType } from '../../api/x509/distinguished-name.ts';
import type { Extensions } from '../../api/x509/extensions.ts';
import { privateKeyPem, publicKeyPem, readPrivateKey } from '../../api/x509/rsa-key-file.ts';
import { requestText } from './certificate-text.ts';
import { type Config, parseExtensions, parseSubject, readConfig } from './config-file.ts';
import { modulusLine, newKey } from './keys.ts';
import { fileText, inputOf, type OpensslCommand, OpensslError, type OpensslWork, output } from './openssl-io.ts';
import { newSerial } from './x509.ts';

const DAY_MS = 86_400_000;

/** `openssl req`: makes and shows requests, and certificates that sign themselves. */
export const req: OpensslCommand = {
  valued: [
    'in',
    'out',
    'key',
    'newkey',
    'keyout',
    'subj',
    'days',
    'addext',
    'config',
    'extensions',
    'reqexts',
    'inform',
    'outform',
    'passin',
    'passout',
    'set_serial',
    'nameopt',
    'CA',
    'CAkey',
    'section',
  ],
  flags: [
    'new',
    'x509',
    'nodes',
    'noenc',
    'noout',
    'text',
    'verify',
    'subject',
    'pubkey',
    'modulus',
    'sha256',
    'utf8',
    'batch',
    'quiet',
  ],
  async run(work) {
    const { options } = work;
    const makes = ['new', 'newkey', 'x509'].some((option) => options.has(option));
    return makes ? make(work) : show(work);
  },
};

async function show(work: OpensslWork, made?: string): Promise<number> {
  const { io, options, order } = work;
  const text = made ?? (await inputOf(work, 'in', 'certificate request'));
  const request = readRequest(text);
  if (request === undefined) {
    throw new OpensslError(`Unable to load X509 request from ${options.get('in') ?? '<stdin>'}`);
  }
  if (options.has('verify')) await io.stderr.write('Certificate request self-signature verify OK\n');
  const parts: string[] = [];
  for (const option of order) {
    if (option === 'text') parts.push(requestText(request));
    if (option === 'subject') parts.push(`subject=${nameText(request.subject)}\n`);
    if (option === 'pubkey' && request.publicKey !== undefined) parts.push(publicKeyPem(request.publicKey));
    if (option === 'modulus' && request.publicKey !== undefined) parts.push(modulusLine(request.publicKey));
  }
  if (!options.has('noout')) parts.push(made ?? text.slice(text.indexOf('-----BEGIN')));
  await output(work, parts.join(''));
  return 0;
}

async function make(work: OpensslWork): Promise<number> {
  const { io, options } = work;
  const configFile = options.get('config');
  const config: Config = configFile === undefined ? new Map() : readConfig(fileText(io, configFile, 'config'));
  const keyFile = options.get('key');
  const size = /^rsa(?::(\d+))?$/.exec(options.get('newkey') ?? 'rsa');
  if (size === null) throw new OpensslError(`req: not simulated in Drydock: -newkey ${options.get('newkey')}`);
  const key =
    keyFile === undefined
      ? await newKey(work, Number(size[1] ?? 2048))
      : readPrivateKey(fileText(io, keyFile, 'private key'));
  if (key === undefined) throw new OpensslError(`Could not read private key from ${keyFile}`);
  if (keyFile === undefined) {
    if (!options.has('nodes') && !options.has('noenc')) {
      throw new OpensslError('req: not simulated in Drydock: keys with a password; use -nodes');
    }
    await io.stderr.write('-----\n');
    await output(work, privateKeyPem(key), options.has('keyout') ? 'keyout' : 'out', 0o600);
  }
  const subj = options.get('subj');
  const subject = subj === undefined ? await askSubject(work, config) : parseSubject(subj);
  const settings = config.get('req');
  const section =
    options.get(options.has('x509') ? 'extensions' : 'reqexts') ??
    options.get('extensions') ??
    settings?.get(options.has('x509') ? 'x509_extensions' : 'req_extensions');
  const added = options.get('addext');
  const lines = [
    ...(config.get(section ?? '\0') ?? []),
    ...(added === undefined ? [] : added.split('\n').map(assignment)),
  ];
  const extensions = parseExtensions(lines, config);
  if (options.has('x509')) {
    await output(work, selfSigned(work, subject, extensions, key));
    return 0;
  }
  const pem = signRequest(subject, extensions, key);
  if (options.has('text') || options.has('noout') || options.has('subject')) return show(work, pem);
  await output(work, pem);
  return 0;
}

function selfSigned(
  { io, options, random }: OpensslWork,
  subject: readonly NamePart[],
  extensions: Extensions,
  key: Parameters<typeof signCertificate>[1],
): string {
  const now = Math.floor(io.clock.now() / 1000) * 1000;
  const id = keyId(key);
  return signCertificate(
    {
      serial: newSerial(random),
      issuer: subject,
      subject,
      notBefore: now,
      notAfter: now + Number(options.get('days') ?? 30) * DAY_MS,
      publicKey: key,
      extensions: { basicConstraints: { ca: true }, ...extensions, subjectKeyId: id, authorityKeyId: id },
    },
    key,
  );
}

function assignment(line: string): readonly [string, string] {
  const equals = line.indexOf('=');
  return [line.slice(0, equals).trim(), line.slice(equals + 1).trim()];
}

const QUESTIONS = [
  ['C', 'Country Name (2 letter code)', 'AU'],
  ['ST', 'State or Province Name (full name)', 'Some-State'],
  ['L', 'Locality Name (eg, city)', ''],
  ['O', 'Organization Name (eg, company)', 'Internet Widgits Pty Ltd'],
  ['OU', 'Organizational Unit Name (eg, section)', ''],
  ['CN', 'Common Name (e.g. server FQDN or YOUR name)', ''],
  ['emailAddress', 'Email Address', ''],
] as const;

/** The subject that a configuration file gives, or the answers to openssl's questions. */
async function askSubject({ io }: OpensslWork, config: Config): Promise<readonly NamePart[]> {
  const settings = config.get('req');
  const section = config.get(settings?.get('distinguished_name') ?? '\0');
  if (settings?.get('prompt') === 'no' && section !== undefined) {
    return [...section].flatMap(([name, value]): NamePart[] => {
      const type = nameType(name.replace(/^\d+\./, ''));
      return type === undefined ? [] : [[type, value]];
    });
  }
  await io.stderr.write(`You are about to be asked to enter information that will be incorporated
into your certificate request.
What you are about to enter is what is called a Distinguished Name or a DN.
There are quite a few fields but you can leave some blank
For some fields there will be a default value,
If you enter '.', the field will be left blank.
-----
`);
  const parts: NamePart[] = [];
  let rest = '';
  for (const [type, question, usual] of QUESTIONS) {
    await io.stderr.write(`${question} [${usual}]:`);
    while (!rest.includes('\n')) {
      const piece = await io.stdin.read();
      if (piece === undefined) break;
      rest += piece;
    }
    const end = rest.indexOf('\n');
    const answer = (end < 0 ? rest : rest.slice(0, end)).trim();
    rest = end < 0 ? '' : rest.slice(end + 1);
    const value = answer === '' ? usual : answer === '.' ? '' : answer;
    if (value !== '') parts.push([type, value]);
  }
  return parts;
}
