import { encodeBase64 } from '../../api/base64.ts';
import { sha1 } from '../../api/sha1.ts';
import { sha256 } from '../../api/sha256.ts';
import { isSignedBy, readCertificates } from '../../api/x509/certificate.ts';
import { nameText } from '../../api/x509/distinguished-name.ts';
import type { RandomSource } from '../../api/x509/rsa.ts';
import type { Program } from '../../shell/program.ts';
import { genpkey, genrsa, keyCommand } from './keys.ts';
import { bytesText, fileText, hex, type OpensslCommand, OpensslError, textBytes } from './openssl-io.ts';
import { req } from './req.ts';
import { x509 } from './x509.ts';

const VERSION = 'OpenSSL 3.0.13 30 Jan 2024 (Library: OpenSSL 3.0.13 30 Jan 2024)\n';

/** `openssl verify -CAfile CA CERTIFICATE`. */
const verify: OpensslCommand = {
  valued: ['CAfile', 'untrusted', 'purpose'],
  flags: ['verbose', 'x509_strict'],
  async run({ io, options, args }) {
    const caFile = options.get('CAfile');
    const trusted = caFile === undefined ? [] : readCertificates(fileText(io, caFile, 'CA certificate'));
    let status = 0;
    for (const name of args) {
      const [certificate] = readCertificates(fileText(io, name, 'certificate file'));
      if (certificate === undefined)
        throw new OpensslError(`Could not read certificate file from ${name}\nUnable to load certificate file`);
      const fail = async (code: number, why: string) => {
        await io.stderr.write(
          `${nameText(certificate.subject)}\nerror ${code} at 0 depth lookup: ${why}\nerror ${name}: verification failed\n`,
        );
        status = 2;
      };
      const issuer = trusted.find(({ publicKey }) => publicKey !== undefined && isSignedBy(certificate, publicKey));
      if (issuer === undefined) {
        const own = certificate.publicKey !== undefined && isSignedBy(certificate, certificate.publicKey);
        await fail(own ? 18 : 20, own ? 'self-signed certificate' : 'unable to get local issuer certificate');
      } else if (certificate.notAfter < io.clock.now()) await fail(10, 'certificate has expired');
      else await io.stdout.write(`${name}: OK\n`);
    }
    return status;
  },
};

/** `openssl rand`. */
const rand: OpensslCommand = {
  valued: ['out'],
  flags: ['hex', 'base64'],
  async run({ io, options, args, random }) {
    const count = Math.min(1_000_000, Number(args[0]) || 0);
    const bytes = Array.from({ length: count }, () => random.int(256));
    if (options.has('hex')) await io.stdout.write(`${hex(bytes)}\n`);
    else if (options.has('base64')) {
      await io.stdout.write(`${(encodeBase64(bytes).match(/.{1,64}/g) ?? []).join('\n')}\n`);
    } else await io.stdout.write(bytesText(bytes));
    return 0;
  },
};

/** `openssl dgst -sha256`. */
const dgst: OpensslCommand = {
  valued: ['out'],
  flags: ['sha256', 'sha1', 'hex', 'r', 'c', 'binary'],
  async run({ io, options, args }) {
    const digest = options.has('sha1') ? sha1 : sha256;
    const label = options.has('sha1') ? 'SHA1' : 'SHA2-256';
    const say = async (name: string, text: string) => {
      const bytes = digest(textBytes(text));
      if (options.has('binary')) await io.stdout.write(bytesText([...bytes]));
      else if (options.has('r')) await io.stdout.write(`${hex(bytes)} *${name}\n`);
      else await io.stdout.write(`${label}(${name})= ${hex(bytes)}\n`);
    };
    for (const name of args) await say(name, fileText(io, name, 'file'));
    if (args.length > 0) return 0;
    let text = '';
    for (let piece = await io.stdin.read(); piece !== undefined; piece = await io.stdin.read()) text += piece;
    await say('stdin', text);
    return 0;
  },
};

const COMMANDS: Readonly<Record<string, OpensslCommand>> = {
  x509,
  req,
  genrsa,
  genpkey,
  rsa: keyCommand('rsa'),
  pkey: keyCommand('pkey'),
  verify,
  rand,
  dgst,
  sha256: { ...dgst, run: (work) => dgst.run({ ...work, options: new Map([...work.options, ['sha256', '']]) }) },
};
const OTHERS = [
  'ca',
  'crl',
  'dhparam',
  'ec',
  'ecparam',
  'enc',
  'pkcs12',
  'pkcs8',
  's_client',
  's_server',
  'passwd',
  'base64',
  'speed',
  'ciphers',
  'asn1parse',
];

export interface OpensslHost {
  readonly random: RandomSource;
  readonly busy: <T>(work: Promise<T>) => Promise<T>;
  readonly hostTurn: () => Promise<void>;
}

/** `openssl COMMAND`, as far as certificates of a cluster need it. Keys come from the session's random numbers. */
export const openssl =
  ({ random, busy, hostTurn }: OpensslHost): Program =>
  async (io) => {
    const [name = 'help', ...words] = io.args;
    if (name === 'version') {
      await io.stdout.write(VERSION);
      return 0;
    }
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (command === undefined) {
      if (name === 'help') {
        await io.stdout.write(`${Object.keys(COMMANDS).join(' ')}\nnot simulated in Drydock: ${OTHERS.join(' ')}\n`);
        return 0;
      }
      const known = OTHERS.includes(name);
      await io.stderr.write(
        known ? `openssl: not simulated in Drydock: ${name}\n` : `Invalid command '${name}'; type "help" for a list.\n`,
      );
      return 1;
    }
    const options = new Map<string, string>();
    const order: string[] = [];
    const args: string[] = [];
    for (let at = 0; at < words.length; at++) {
      const word = words[at]!;
      const option = /^--?([A-Za-z0-9_]+)$/.exec(word)?.[1];
      if (option === undefined) args.push(word);
      else if (command.valued.includes(option)) {
        const value = words[++at];
        if (value === undefined) {
          await io.stderr.write(`${name}: Option -${option} needs a value\n${name}: Use -help for summary.\n`);
          return 1;
        }
        options.set(option, option === 'addext' && options.has(option) ? `${options.get(option)}\n${value}` : value);
        order.push(option);
      } else if (command.flags.includes(option)) {
        options.set(option, '');
        order.push(option);
      } else {
        await io.stderr.write(`${name}: Unknown option or cipher: ${option}\n${name}: Use -help for summary.\n`);
        return 1;
      }
    }
    try {
      return await command.run({ io, random, rest: () => busy(hostTurn()), options, order, args });
    } catch (error) {
      if (!(error instanceof OpensslError)) throw error;
      await io.stderr.write(`${error.message}\n`);
      return 1;
    }
  };
