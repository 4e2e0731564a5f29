/** Why a value does not fit its schema, in the words of structured-merge-diff. */
export class TypedValueError extends Error {}

/** What is wrong with one place of a value. */
export interface TypedValueProblem {
  readonly path: string;
  readonly why: string;
}

/** Models structured-merge-diff typed ValidationErrors.Error. */
export function problemsText(problems: readonly TypedValueProblem[]): string {
  const texts = problems.map(({ path, why }) => (path === '' ? why : `${path}: ${why}`));
  return texts.length === 1 ? texts[0]! : ['errors:', ...texts.map((text) => `  ${text}`)].join('\n');
}
