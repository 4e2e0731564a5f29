import { ApiError } from '../../../api/api-error.ts';
import { withLastAppliedStruct } from '../../apply/last-applied.ts';
import type { Flag, KubectlCommand, ParsedCommand } from '../../command.ts';
import type { KubectlContext } from '../../context.ts';
import type { KubectlIo } from '../../io.ts';
import { type JsonObject, readText } from '../../json.ts';
import { KubectlError, usageError } from '../../kubectl-error.ts';
import { resultPrinter } from '../result-printer.ts';
import {
  dryRunFlag,
  dryRunOf,
  fieldManagerFlag,
  printFlags,
  saveConfigFlag,
  validateFlag,
  writeQuery,
} from '../write-flags.ts';
import { requireFlag } from './require-flag.ts';

/** What one `kubectl create KIND` adds to what they all do. */
export interface GeneratorCommand {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly short: string;
  readonly long?: string;
  readonly examples?: string;
  readonly usage: string;
  readonly flags: readonly Flag[];
  /** Flags that must be given; they are missed before the name is. */
  readonly required?: readonly string[];
  readonly namespaced: boolean;
  /** Words before the server's message, for the kinds whose command loses its reason; '' keeps the server's error. */
  readonly failure: string;
  /** The object in the order of Go's struct, without its namespace. Throws what is wrong with the flags. */
  generate(name: string, command: ParsedCommand, context: KubectlContext, io: KubectlIo): Promise<JsonObject>;
}

/** The name of the new object. Models kubectl/pkg/cmd/create/create.go NameFromCommandArgs. */
export function nameFromArgs(command: ParsedCommand): string {
  const count = command.argsBeforeDash < 0 ? command.args.length : command.argsBeforeDash;
  if (count !== 1) throw usageError(command, `exactly one NAME is required, got ${count}`);
  return command.args[0] ?? '';
}

/** A `create` subcommand that generates an object and creates or shows it. */
export function generatorCommand(generator: GeneratorCommand): KubectlCommand {
  const { name, aliases, short, long, examples, usage, flags, namespaced, failure } = generator;
  return {
    name,
    ...(aliases === undefined ? {} : { aliases }),
    short,
    ...(long === undefined ? {} : { long }),
    ...(examples === undefined ? {} : { examples }),
    usage,
    completes: 'none',
    flags: [dryRunFlag, fieldManagerFlag('kubectl-create'), saveConfigFlag, validateFlag, ...printFlags, ...flags],
    async run(command, context, io) {
      requireFlag(command.flags, ...(generator.required ?? []));
      const objectName = nameFromArgs(command);
      const dryRun = dryRunOf(command.flags);
      const printer = resultPrinter(command.flags, dryRun, io);
      const query = writeQuery(command.flags, dryRun);
      const generated = await generator.generate(objectName, command, context, io);
      const placed = namespaced && context.namespaceGiven ? inNamespace(generated, context.namespace) : generated;
      const object = command.flags.bool('save-config') ? withLastAppliedStruct(placed) : placed;
      if (dryRun === 'client') {
        await printer.print(object, 'created', true);
        return 0;
      }
      const resource = await context.resourceForKind(readText(object, 'apiVersion'), readText(object, 'kind'));
      const namespace = namespaced ? context.namespace : '';
      try {
        const { body } = await context.request({ method: 'POST', resource, namespace, query, body: object });
        await printer.print(body as JsonObject, 'created');
      } catch (error) {
        if (failure === '' || !(error instanceof ApiError)) throw error;
        throw new KubectlError(`${failure} ${error.message}`);
      }
      return 0;
    },
  };
}

/** The namespace stands behind the name in Go's ObjectMeta. */
export function inNamespace(object: JsonObject, namespace: string): JsonObject {
  const { name, ...others } = object.metadata as JsonObject;
  return { ...object, metadata: { name, namespace, ...others } };
}
