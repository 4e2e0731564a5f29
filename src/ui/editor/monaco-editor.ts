import { useTheme } from '../theme/theme.ts';
import { typeFile, useFiles } from './files-view.ts';
import { monaco } from './monaco.ts';

/** The one Monaco editor of the page. It lives outside React and follows the files of the session. */
export interface MonacoEditor {
  attach(parent: HTMLElement): () => void;
  /** The text of the edit that a program waits for. */
  editText(): string;
  focus(): void;
}

function create(): MonacoEditor {
  const host = document.createElement('div');
  host.className = 'monaco-host';
  const theme = () => `drydock-${useTheme.getState().theme}`;
  const editor = monaco.editor.create(host, {
    automaticLayout: true,
    ariaLabel: 'YAML editor. Control M lets the Tab key leave the editor.',
    fontFamily:
      'ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
    fontSize: 13,
    lineHeight: 20,
    lineNumbersMinChars: 3,
    minimap: { enabled: false },
    padding: { top: 8, bottom: 8 },
    scrollBeyondLastLine: false,
    tabSize: 2,
    insertSpaces: true,
    detectIndentation: false,
    renderLineHighlight: 'line',
    fixedOverflowWidgets: true,
    quickSuggestions: { other: true, comments: false, strings: true },
    wordBasedSuggestions: 'off',
    overviewRulerLanes: 0,
    theme: theme(),
  });
  useTheme.subscribe(() => monaco.editor.setTheme(theme()));
  const views = new Map<string, monaco.editor.ICodeEditorViewState | null>();
  let incoming = false;
  let shown = '';

  function modelOf(name: string, text: string) {
    const uri = monaco.Uri.from({ scheme: 'file', path: name });
    const model = monaco.editor.getModel(uri) ?? monaco.editor.createModel(text, languageOf(name), uri);
    if (model.getValue() !== text) {
      incoming = true;
      model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
      incoming = false;
    }
    return model;
  }

  function follow(): void {
    const { files, active, edit } = useFiles.getState();
    for (const model of monaco.editor.getModels()) {
      const path = model.uri.path;
      if (path !== editPath(edit?.id) && !files.has(path)) model.dispose();
    }
    const pane = edit?.editor === 'pane' ? edit : undefined;
    const name = pane === undefined ? (active ?? '') : editPath(pane.id);
    if (name !== shown && shown !== '') views.set(shown, editor.saveViewState());
    if (name === '') editor.setModel(null);
    else if (pane === undefined) editor.setModel(modelOf(name, files.get(name) ?? ''));
    else if (name !== shown) editor.setModel(modelOf(name, pane.text));
    if (name !== shown) {
      const view = views.get(name);
      if (view) editor.restoreViewState(view);
      if (pane !== undefined) editor.focus();
    }
    shown = name;
  }

  editor.onDidChangeModelContent(() => {
    const { active, edit } = useFiles.getState();
    if (!incoming && edit?.editor !== 'pane' && active !== undefined && active === shown)
      typeFile(active, editor.getValue());
  });
  useFiles.subscribe(follow);
  follow();

  return {
    attach(parent) {
      parent.append(host);
      return () => host.remove();
    },
    editText: () => editor.getValue(),
    focus: () => editor.focus(),
  };
}

const editPath = (id: number | undefined) => `/edit-${id}.yaml`;

function languageOf(path: string): string {
  return /\.(ya?ml|json)$/.test(path) ? 'yaml' : 'plaintext';
}

export const monacoEditor: MonacoEditor = create();
