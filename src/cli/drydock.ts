import { argv, exit, stderr } from 'node:process';
import { UsageError } from './usage-error.ts';

/** One subcommand of `drydock`, loaded when it is asked for. Returns the exit status. */
interface Subcommand {
  readonly usage: string;
  readonly about: string;
  readonly load: () => Promise<(args: readonly string[]) => Promise<number>>;
}

const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = {
  sh: {
    usage: 'sh [FILE] [--nodes N] [--cluster FILE] [--seed N] [--bare]',
    about: 'run a shell script, or standard input, in a fresh simulated cluster',
    load: async () => (await import('./sh.ts')).runSh,
  },
  serve: {
    usage:
      'serve [--port 0] [--nodes N] [--cluster FILE] [--seed N] [--bare] [--speed 1] [--token T,...] [--tls] [--address IP] [--kubeconfig FILE]',
    about: "offer a simulated cluster's API over HTTP on loopback",
    load: async () => (await import('./serve.ts')).runServe,
  },
  kubectl: {
    usage: 'kubectl ...',
    about: "Drydock's kubectl against the server that the kubeconfig names",
    load: async () => (await import('./kubectl.ts')).runKubectlCommand,
  },
  grade: {
    usage: 'grade PACK SESSION [--json]',
    about: 'replay a saved session file and print its grade; exit status 0 for a pass',
    load: async () => (await import('./grade.ts')).runGrade,
  },
  test: {
    usage: 'test PACK',
    about: 'prove a pack: solutions earn everything, untouched starts nothing, wrong answers fail',
    load: async () => (await import('./test-pack.ts')).runTestPack,
  },
  lab: {
    usage: 'lab [--port 8080]',
    about: 'serve the built page on loopback',
    load: async () => (await import('./lab.ts')).runLab,
  },
  bench: {
    usage: 'bench [--nodes 100,1000,5000] [--spread]',
    about: 'measure the engine and print the figures as JSON',
    load: async () => (await import('./bench.ts')).runBench,
  },
};

function usage(): string {
  const rows = Object.values(SUBCOMMANDS).map(({ usage: line, about }) => `  drydock ${line}\n      ${about}`);
  return `Drydock: a Kubernetes 1.33 cluster that is simulated on your machine.\n\n${rows.join('\n')}\n`;
}

async function main(): Promise<number> {
  const [name, ...args] = argv.slice(2);
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    stderr.write(usage());
    return name === undefined ? 2 : 0;
  }
  const subcommand = Object.hasOwn(SUBCOMMANDS, name) ? SUBCOMMANDS[name] : undefined;
  if (subcommand === undefined) {
    stderr.write(`drydock: there is no command "${name}"\n\n${usage()}`);
    return 2;
  }
  if (name !== 'kubectl' && (args.includes('--help') || args.includes('-h'))) {
    stderr.write(`usage: drydock ${subcommand.usage}\n${subcommand.about}\n`);
    return 0;
  }
  const run = await subcommand.load();
  return run(args);
}

main().then(
  (status) => {
    process.exitCode = status;
    // A kept-alive connection must not hold the process back once its output is out.
    process.stdout.write('', () => process.stderr.write('', () => exit(status)));
  },
  (error: unknown) => {
    if (error instanceof UsageError) {
      stderr.write(`drydock: ${error.message}\n`);
      exit(2);
    }
    stderr.write(`drydock: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    exit(70);
  },
);
