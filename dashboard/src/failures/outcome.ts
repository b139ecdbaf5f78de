import type { Found } from "../api/found";
import type { RetryResult } from "../api/types";
import { count, many } from "../ui/format";

/** Say what became of images that were sent back (pure). */

/** A retry that was sent: of one reason, or of all. */
export type Retry = {
  code: string | undefined;
  failed: number;
  deadLetters: number;
  done: boolean;
  /** When it began; APIs of earlier versions do not say. */
  started: string | undefined;
  /** When it was sent, in milliseconds, by the clock of the browser. */
  sentAt: number;
};

/** Return what was sent for a reason, or for all, at a time in milliseconds, by the API's answer. */
export const retryOf = (code: string | undefined, result: RetryResult, sentAt: number): Retry => ({
  code,
  failed: result.failed,
  deadLetters: result.dead_letters,
  done: result.done,
  started: result.started,
  sentAt,
});

/**
 * Return the retries that stand beside no button: of reasons that nothing fails for any more, and of all if that cannot
 * be retried. None until it is known for what there are buttons.
 */
export const withoutButton = (
  retries: Retry[],
  groups: { code: string }[] | undefined,
  canRetryAll: boolean,
): Retry[] =>
  groups
    ? retries.filter(({ code }) =>
        code === undefined ? !canRetryAll : !groups.some((group) => group.code === code),
      )
    : [];

/** The failed images that were classified before the retry, and those since. */
export type Since = { waiting: Found; again: Found };

/** Return the parameters of the searches for the failed images from before a retry, and for those since. */
export function searchesOf({ code, started = "" }: Retry): Record<keyof Since, string> {
  const failed = { status: "failed", ...(code && { error: code }) };
  return {
    waiting: `${new URLSearchParams({ ...failed, classified_to: started })}`,
    again: `${new URLSearchParams({ ...failed, classified_from: started })}`,
  };
}

const LONGEST = 15 * 60_000; // milliseconds for which an outcome is kept up to date

/** Return whether the outcome will not change any more: what fails for the same reason later is another matter. */
export const isSettled = ({ done }: Retry, { waiting }: Since): boolean => done && waiting.images === 0;

/** Return until when an outcome that does not settle is looked at, in milliseconds. */
export const until = ({ sentAt }: Retry): number => sentAt + LONGEST;

/** Say how many were sent back, and as far as that is known how many of them wait, failed again, or did not. */
export function outcomeOf(retry: Retry, since: Since | undefined): string {
  const { code, failed, deadLetters: dead, done } = retry;
  const sent = [failed || !dead ? many(failed, "image") : "", dead ? many(dead, "dead letter") : ""].filter(
    Boolean,
  );
  const further = failed > 0 && since ? (done ? ofAll(failed, since, code) : ofSome(since)) : [];
  const rest = done ? "" : " There are more: retry again.";
  return `${[`${sent.join(" and ")} sent back`, ...further].join(", ")}.${rest}`;
}

/** If not all were sent, those from before are not only the ones that wait. */
const ofSome = ({ again }: Since): string[] => (again.images ? [`${shown(again)} failed again so far`] : []);

function ofAll(sent: number, { waiting, again }: Since, code: string | undefined): string[] {
  const parts: string[] = [];
  if (waiting.images) parts.push(`${shown(waiting)} still waiting`);
  // Other images may have failed meanwhile.
  const failed = { ...again, images: Math.min(again.images, sent - Math.min(sent, waiting.images)) };
  if (failed.images) parts.push(`${shown(failed)} failed again`);
  const past = sent - waiting.images - failed.images;
  if (past > 0 && !waiting.more && !again.more)
    parts.push(`${count(past)} ${code ? "got past this failure" : "did not fail again"}`);
  return parts;
}

const shown = ({ images, more }: Found): string => (more ? `${count(images)} or more` : count(images));
