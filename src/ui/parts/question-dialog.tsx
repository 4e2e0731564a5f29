import { useEffect, useRef } from 'react';
import { useQuestion } from './ask.ts';

/** The open question, as a modal dialog. */
export function QuestionDialog() {
  const { question, answer } = useQuestion();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (question !== undefined) dialog.current?.showModal();
  }, [question]);
  if (question === undefined) return null;
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby="question-title"
      data-testid="dialog"
      onClose={() => answer(false)}
    >
      <h2 id="question-title">{question.title}</h2>
      <p>{question.text}</p>
      <div className="dialog-buttons">
        <button type="button" className="button" data-testid="dialog-no" onClick={() => answer(false)}>
          Cancel
        </button>
        <button type="button" className="button primary" data-testid="dialog-yes" onClick={() => answer(true)}>
          {question.yes}
        </button>
      </div>
    </dialog>
  );
}
