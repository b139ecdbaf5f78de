import { type FormEvent, useId, useRef } from "react";
import { type Question, useQuestion } from "../api/key";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import styles from "./KeyDialog.module.css";

/** Asks for the app's key when a request needs it. */
export function KeyDialog() {
  const question = useQuestion();
  return question && <Ask question={question} />;
}

function Ask({ question }: { question: Question }) {
  const field = useRef<HTMLInputElement>(null);
  const title = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    question.answer(field.current?.value.trim() || null);
  };
  return (
    <Dialog title={title} close={() => question.answer(null)}>
      <form onSubmit={submit} className={styles.form}>
        <h2 id={title}>{question.purpose}</h2>
        <p>
          {question.wrong && <strong className={styles.wrong}>The key given before was refused. </strong>}
          It is one of the function app’s host keys, and is kept until this tab is closed.
        </p>
        <label>
          Key
          <input ref={field} type="password" autoComplete="off" required spellCheck={false} />
        </label>
        <div className={styles.actions}>
          <Button onClick={() => question.answer(null)}>Cancel</Button>
          <Button type="submit" look="strong">
            Go on
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
