import { z } from 'zod';
import type { Pack } from '../lab/pack.ts';
import { ENGINE_VERSION, START_AT } from './engine-version.ts';
import type { SessionFile } from './protocol.ts';

const text = z.string().max(2_000_000);
const path = z.string().max(4096).startsWith('/');

const input = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('tty'), data: text }),
  z.strictObject({
    kind: z.literal('resize'),
    columns: z.number().int().min(1).max(1000),
    rows: z.number().int().min(1).max(1000),
  }),
  z.strictObject({ kind: z.literal('write-file'), path, text }),
  z.strictObject({ kind: z.literal('editor-closed'), id: z.number().int(), text: text.nullable() }),
  z.strictObject({ kind: z.literal('start-task'), task: z.string().max(200) }),
  z.strictObject({ kind: z.literal('hint'), task: z.string().max(200) }),
]);

const schema = z.strictObject({
  drydock: z.literal(1),
  engine: z.string().max(50),
  pack: z.strictObject({ name: z.string().max(200), digest: z.string().max(64) }),
  seed: z.number().int().min(0).max(4_294_967_295),
  endedAt: z.number().int().min(0),
  inputs: z
    .array(z.strictObject({ at: z.number().int().min(0), input, step: z.number().int().min(0).optional() }))
    .max(200_000),
});

/** Longer sessions are refused: replaying one would take too long to be of use. */
const LONGEST_MS = 48 * 3_600_000;

/** Checks a session file from outside against the pack it is opened with. Nothing is loaded unless all of it fits. */
export function readSessionFile(
  value: unknown,
  pack: Pack,
): { readonly file: SessionFile } | { readonly refusal: string } {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    const place = issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
    return { refusal: `this is no Drydock session file, or it is damaged${place}` };
  }
  const file = parsed.data;
  if (file.engine !== ENGINE_VERSION) {
    return {
      refusal: `the session was recorded by engine ${file.engine}; this is ${ENGINE_VERSION}, which would not repeat it exactly`,
    };
  }
  if (file.pack.name !== pack.name) {
    return { refusal: `the session belongs to the pack "${file.pack.name}", not to "${pack.name}"` };
  }
  if (file.pack.digest !== pack.digest) {
    return { refusal: `the session was made with another version of the pack "${pack.name}"` };
  }
  let last = 0;
  for (const { at } of file.inputs) {
    if (at < last) return { refusal: 'the session file is damaged: its inputs are not in order of time' };
    last = at;
  }
  if (file.endedAt < last) return { refusal: 'the session file is damaged: it ends before its last input' };
  if (file.endedAt - START_AT > LONGEST_MS) {
    return { refusal: 'the session spans more than 48 hours of cluster time' };
  }
  return { file };
}
