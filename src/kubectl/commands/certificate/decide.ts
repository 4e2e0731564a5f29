import { ApiError } from '../../../api/api-error.ts';
import { goQuote } from '../../../api/go-quote.ts';
import { formatTime } from '../../../api/time.ts';
import type { Flag, ParsedCommand } from '../../command.ts';
import type { KubectlContext } from '../../context.ts';
import type { KubectlIo } from '../../io.ts';
import { type JsonObject, readList, readText, withPath } from '../../json.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { isNotFound } from '../../make-context.ts';
import { buildResources } from '../../resource-builder.ts';
import { fetchInfo, type ResourceInfo } from '../../resource-info.ts';
import { resultPrinter } from '../result-printer.ts';
import { builderFlags, filesFor, hasFiles, printFlags } from '../write-flags.ts';

/** A decision about a certificate signing request, as its condition tells it. */
export interface Decision {
  readonly type: 'Approved' | 'Denied';
  readonly opposite: 'Approved' | 'Denied';
  readonly reason: string;
  readonly message: string;
  /** What was done, as the command says it. */
  readonly operation: string;
}

export const decisionFlags = (already: string): readonly Flag[] => [
  ...filesFor('identifying the resource to update'),
  { name: 'force', type: 'bool', help: `Update the CSR even if it is already ${already}.` },
  ...printFlags,
];

/** A request that changes between reading and writing is tried again so often. */
const RETRIES = 10;

/** Models kubectl/pkg/cmd/certificates CertificateOptions.modifyCertificateCondition. */
export async function decideRequests(
  { args, flags }: ParsedCommand,
  decision: Decision,
  context: KubectlContext,
  io: KubectlIo,
): Promise<number> {
  const printer = resultPrinter(flags, 'none', io);
  if (args.length === 0 && !hasFiles(flags)) {
    throw new KubectlError('one or more CSRs must be specified as <name> or -f <filename>');
  }
  const named = args.map((name) => (name.includes('/') ? name : `certificatesigningrequests/${name}`));
  const found = await buildResources(
    { ...builderFlags(flags), args: named, latest: true, continueOnError: true },
    context,
    io,
  );
  let count = 0;
  await found.visit(async (info) => {
    await decide(info, decision, flags.bool('force'), context, io);
    count++;
    await printer.print(info.object ?? {}, decision.operation);
  });
  if (count === 0) await io.stdout.write('No resources found\n');
  return 0;
}

async function decide(
  info: ResourceInfo,
  decision: Decision,
  force: boolean,
  context: KubectlContext,
  io: KubectlIo,
): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const { kind, group } = info.resource;
    if (kind !== 'CertificateSigningRequest' || group !== 'certificates.k8s.io') {
      const got = group === '' ? kind : `${kind}.${group}`;
      throw new KubectlError(`can only handle CertificateSigningRequest.certificates.k8s.io objects, got ${got}`);
    }
    const request = await readRequest(info, context);
    const types = readList(request, 'status', 'conditions').map((condition) => readText(condition, 'type'));
    if (types.includes(decision.opposite)) {
      throw new KubectlError(`certificate signing request ${goQuote(info.name)} is already ${decision.opposite}`);
    }
    const decided = types.includes(decision.type);
    if (decided && !force) return;
    try {
      const body = decided ? request : withCondition(request, decision, io);
      const { resource, name } = info;
      await context.request({ method: 'PUT', resource, name, subresource: 'approval', body });
      return;
    } catch (error) {
      if (!(error instanceof ApiError) || error.reason !== 'Conflict' || attempt >= RETRIES) throw error;
      await fetchInfo(info, context);
    }
  }
}

async function readRequest({ resource, name }: ResourceInfo, context: KubectlContext): Promise<JsonObject> {
  try {
    return (await context.get({ ...resource, version: 'v1' }, '', name)) as unknown as JsonObject;
  } catch (error) {
    if (!isNotFound(error)) throw error;
    throw new KubectlError(`could not find v1 version of ${name}: ${(error as Error).message}`);
  }
}

function withCondition(request: JsonObject, { type, reason, message }: Decision, io: KubectlIo): JsonObject {
  const condition = {
    type,
    status: 'True',
    reason,
    message,
    lastUpdateTime: formatTime(io.clock.now()),
    lastTransitionTime: null,
  };
  return withPath(request, ['status', 'conditions'], [...readList(request, 'status', 'conditions'), condition]);
}
