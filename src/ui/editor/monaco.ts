import * as monaco from 'monaco-editor/editor';
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/codeEditor/register';
import 'monaco-editor/features/comment/register';
import 'monaco-editor/features/contextmenu/register';
import 'monaco-editor/features/cursorUndo/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/gotoError/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/indentation/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/multicursor/register';
import 'monaco-editor/features/quickCommand/register';
import 'monaco-editor/features/smartSelect/register';
import 'monaco-editor/features/snippet/register';
import 'monaco-editor/features/suggest/register';
import 'monaco-editor/features/toggleTabFocusMode/register';
import 'monaco-editor/features/wordHighlighter/register';
import 'monaco-editor/features/wordOperations/register';
import 'monaco-editor/languages/definitions/yaml/register';
import { configureMonacoYaml, type MonacoYamlOptions } from 'monaco-yaml';
import type { FieldDocs } from '../../api/field-docs.ts';
import { loadFieldDocs } from '../../session/load-field-docs.ts';
import { useSession } from '../session/session-view.ts';
import { kubernetesSchema } from './kubernetes-schema.ts';

globalThis.MonacoEnvironment = {
  getWorker: () =>
    new Worker(new URL('monaco-editor/editor/editor.worker.js', import.meta.url), { type: 'module', name: 'editor' }),
};

/** What monaco-yaml asks of `createWebWorker`, as Monaco had it before 0.56. */
interface OldWorkerOptions {
  readonly createData?: unknown;
  readonly host?: Record<string, (...args: never[]) => unknown>;
  readonly keepIdleModels?: boolean;
}

/** Starts the YAML worker by hand and greets it as it expects, because Monaco no longer does. */
function createYamlWorker(options: OldWorkerOptions) {
  const worker = new Worker(new URL('./yaml-worker.ts', import.meta.url), { type: 'module', name: 'yaml' });
  worker.postMessage('ignore');
  worker.postMessage(options.createData);
  return monaco.editor.createWebWorker({
    worker,
    host: options.host,
    keepIdleModels: options.keepIdleModels,
  } as never);
}

const options = {
  enableSchemaRequest: false,
  hoverSchemaSource: false,
  format: { enable: false },
  yamlVersion: '1.1',
} as const;

function schemas(docs?: FieldDocs): MonacoYamlOptions['schemas'] {
  const schema = kubernetesSchema(useSession.getState().kinds, docs);
  return [{ uri: 'drydock://kubernetes-1.33.json', fileMatch: ['**/*.yaml', '**/*.yml'], schema }];
}

const yaml = configureMonacoYaml(
  { ...monaco, editor: { ...monaco.editor, createWebWorker: createYamlWorker } } as never,
  { ...options, schemas: schemas() },
);

/** The schema follows the open session's kinds; the documentation of fields is large and comes when it has loaded. */
async function followKinds(): Promise<void> {
  const docs = await loadFieldDocs();
  const update = () => yaml.update({ ...options, schemas: schemas(docs) });
  useSession.subscribe(({ kinds }, before) => {
    if (kinds !== before.kinds) void update();
  });
  await update();
}

void followKinds();

const ground = { light: '#ffffff', dark: '#11171d' };
monaco.editor.defineTheme('drydock-light', {
  base: 'vs',
  inherit: true,
  rules: [
    { token: 'type', foreground: '0f6e84' },
    { token: 'string', foreground: '1b5e33' },
    { token: 'number', foreground: '8a4a00' },
    { token: 'comment', foreground: '66737f' },
  ],
  colors: { 'editor.background': ground.light, 'editorLineNumber.foreground': '#73808c' },
});
monaco.editor.defineTheme('drydock-dark', {
  base: 'vs-dark',
  inherit: true,
  rules: [
    { token: 'type', foreground: '6cc9d8' },
    { token: 'string', foreground: 'a5d6a7' },
    { token: 'number', foreground: 'e6c26a' },
    { token: 'comment', foreground: '8795a3' },
  ],
  colors: { 'editor.background': ground.dark, 'editorLineNumber.foreground': '#77848f' },
});

export { monaco };
