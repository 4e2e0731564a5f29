import { z } from 'zod';

z.config({ jitless: true });

const id = z.string().regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'must be lower case letters, digits and dashes');
const text = z.string().min(1).max(10_000);

const taint = z.strictObject({
  key: z.string(),
  value: z.string().optional(),
  effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']),
});

const node = z.strictObject({
  name: id,
  controlPlane: z.boolean().optional(),
  labels: z.record(z.string(), z.string()).optional(),
  taints: z.array(taint).optional(),
  cpu: z.union([z.string(), z.number()]).optional(),
  memory: z.string().optional(),
});

/** The nodes of a cluster, as `drydock --cluster FILE` reads them. */
export const nodeListSchema = z.object({ nodes: z.array(node).min(1).max(10_000) });

/** One thing done to a copy of the cluster before a what-if check looks at it. */
const whatIfStep = z.union([
  z.strictObject({ addNode: node }),
  z.strictObject({ labelNode: z.strictObject({ name: id, labels: z.record(z.string(), z.string().nullable()) }) }),
  z.strictObject({ taintNode: z.strictObject({ name: id, taints: z.array(taint) }) }),
  z.strictObject({ deletePods: z.strictObject({ namespace: z.string(), labels: z.string() }) }),
]);

const selection = z.strictObject({
  kind: z.string(),
  namespace: z.string().optional(),
  name: z.string().optional(),
  /** A label selector. */
  labels: z.string().optional(),
});

const common = { id, title: text, points: z.number().int().min(1).max(100) };

const celCheck = z.strictObject({
  ...common,
  check: z.literal('cel'),
  /** What the expressions may name: one object (null when missing) where `name` is given, else a list. */
  objects: z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/), selection),
  /** A CEL expression that is true when the check passes. */
  pass: text,
  expected: text,
  /** A CEL expression that says what is there instead. */
  found: text,
});

const daemonPodsCheck = z.strictObject({
  ...common,
  check: z.literal('daemon-pods'),
  daemonSet: z.string(),
  namespace: z.string(),
  /** Every one of these nodes, and no other, must run one Ready pod of the set. */
  nodes: z.array(id),
});

const fileCheck = z.strictObject({
  ...common,
  check: z.literal('file'),
  /** Relative to the home directory, or absolute. */
  path: z.string().min(1),
  /** The file's lines must be these: sorted and trimmed when `anyOrder`, else in order. */
  lines: z.array(z.string()),
  anyOrder: z.boolean().optional(),
});

const plainCheck = z.discriminatedUnion('check', [celCheck, daemonPodsCheck, fileCheck]);

const whatIfCheck = z.strictObject({
  ...common,
  check: z.literal('what-if'),
  steps: z.array(whatIfStep).min(1).max(10),
  /** Seconds of cluster time that pass after the steps. */
  seconds: z.number().int().min(1).max(600),
  expect: z.discriminatedUnion('check', [
    celCheck.omit({ id: true, title: true, points: true }),
    daemonPodsCheck.omit({ id: true, title: true, points: true }),
  ]),
});

export const taskSchema = z.strictObject({
  title: text,
  minutes: z.number().int().min(1).max(240),
  cluster: z
    .strictObject({ nodes: z.array(node).min(1).max(5000).optional(), bare: z.boolean().optional() })
    .optional(),
  hints: z.array(text).max(10).optional(),
  checks: z
    .array(z.union([plainCheck, whatIfCheck]))
    .min(1)
    .max(50),
  /** For each file in `wrong/`, the ids of the checks that it must not pass. */
  wrong: z.record(id, z.strictObject({ why: text, fails: z.array(id).min(1) })).optional(),
});

export const packSchema = z.strictObject({
  drydock: z.literal(1),
  name: id,
  title: text,
  summary: text,
  /** Share of the points that passes, in percent; the exam's mark is 66. */
  passPercent: z.number().min(1).max(100).optional(),
  tasks: z.array(id).min(1).max(100),
});

export type TaskFile = z.infer<typeof taskSchema>;
export type CheckSpec = TaskFile['checks'][number];
export type CelCheck = Omit<z.infer<typeof celCheck>, 'id' | 'title' | 'points'>;
export type DaemonPodsCheck = Omit<z.infer<typeof daemonPodsCheck>, 'id' | 'title' | 'points'>;
export type FileCheck = Omit<z.infer<typeof fileCheck>, 'id' | 'title' | 'points'>;
export type WhatIfCheck = Omit<z.infer<typeof whatIfCheck>, 'id' | 'title' | 'points'>;
export type WhatIfStep = z.infer<typeof whatIfStep>;
export type Selection = z.infer<typeof selection>;
export type PackNode = z.infer<typeof node>;

/** A known wrong answer: shell lines that must leave the named checks failing. */
export interface WrongAnswer {
  readonly name: string;
  readonly why: string;
  readonly script: string;
  readonly fails: readonly string[];
}

export interface Task {
  readonly id: string;
  readonly title: string;
  readonly minutes: number;
  /** Markdown. */
  readonly text: string;
  readonly nodes: readonly PackNode[] | undefined;
  readonly bare: boolean;
  readonly hints: readonly string[];
  readonly checks: readonly CheckSpec[];
  /** Shell lines that make the start state; run as an administrator before the person begins. */
  readonly setup: string;
  /** Files in the home directory at the start, by relative path. */
  readonly files: Readonly<Record<string, string>>;
  readonly solution: string;
  readonly wrong: readonly WrongAnswer[];
}

export interface Pack {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly passPercent: number;
  readonly tasks: readonly Task[];
  /** Names the content: a session is graded only by the pack it was made with. */
  readonly digest: string;
}

/** A mistake in a pack, for the person who writes it. `line` counts from 1. */
export interface PackError {
  readonly file: string;
  readonly line?: number;
  readonly message: string;
}
