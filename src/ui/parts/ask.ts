import { create } from 'zustand';

export interface Question {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
}

export const useQuestion = create<{ readonly question: Question | undefined; answer(yes: boolean): void }>(() => ({
  question: undefined,
  answer: () => {},
}));

/** Asks before something cannot be undone. */
export function ask(question: Question): Promise<boolean> {
  useQuestion.getState().answer(false);
  return new Promise((resolve) => {
    useQuestion.setState({
      question,
      answer(yes) {
        useQuestion.setState({ question: undefined, answer: () => {} });
        resolve(yes);
      },
    });
  });
}
