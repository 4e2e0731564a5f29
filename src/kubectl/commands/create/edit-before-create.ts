import { goQuote } from '../../../api/go-quote.ts';
import { withLastApplied } from '../../apply/last-applied.ts';
import type { ParsedCommand } from '../../command.ts';
import type { KubectlContext } from '../../context.ts';
import { editUntilDone } from '../../edit/edit-until-done.ts';
import type { KubectlIo } from '../../io.ts';
import { type JsonObject, readText, withPath } from '../../json.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { buildResources } from '../../resource-builder.ts';
import { recorded } from '../change-cause.ts';
import { resultPrinter } from '../result-printer.ts';
import { builderFlags, writeQuery } from '../write-flags.ts';

/** Lets the person edit each object, then creates it. Models kubectl/pkg/cmd/create RunEditOnCreate. */
export async function editBeforeCreate(command: ParsedCommand, context: KubectlContext, io: KubectlIo): Promise<void> {
  const { flags } = command;
  const printer = resultPrinter(flags, 'none', io);
  const query = { ...writeQuery(flags), fieldManager: 'kubectl-create' };
  const found = await buildResources({ ...builderFlags(flags), selector: '', continueOnError: true }, context, io);
  await found.visit((info) =>
    editUntilDone([info.object ?? {}], flags, io, async (edited) => {
      const resource = await context.resourceForKind(readText(edited, 'apiVersion'), readText(edited, 'kind'));
      const namespace = resource.namespaced ? ownNamespace(edited, context.namespace) : '';
      const placed = resource.namespaced ? withPath(edited, ['metadata', 'namespace'], namespace) : edited;
      const body = recorded(flags.bool('save-config') ? withLastApplied(placed) : placed, command);
      const created = await context.request({ method: 'POST', resource, namespace, query, body });
      await printer.print(created.body as JsonObject, 'created');
    }),
  );
}

/** Models cli-runtime resource.RequireNamespace. */
function ownNamespace(object: JsonObject, namespace: string): string {
  const own = readText(object, 'metadata', 'namespace');
  if (own === '' || own === namespace) return namespace;
  throw new KubectlError(
    `the namespace from the provided object ${goQuote(own)} does not match the namespace ${goQuote(namespace)}. You must pass '--namespace=${own}' to perform this operation.`,
  );
}
