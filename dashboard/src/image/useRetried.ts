import { useEffect, useState } from "react";
import { useRetryImage } from "../api/actions";
import { useImage } from "../api/image";
import type { Image } from "../api/types";

const LONGEST = 120_000; // milliseconds

export type Outcome = "none" | "waiting" | "late" | "again" | "nothing";

/** Send a failed image back, and follow it until it has been looked at again, for two minutes at most. */
export function useRetried(image: Image) {
  const retry = useRetryImage(image.path);
  const [before, setBefore] = useState("");
  const [isLate, setLate] = useState(false);
  const isSent = (retry.data?.failed ?? 0) > 0;
  const isWaiting = isSent && before === image.classified_at && !isLate;
  useImage(image.path, undefined, isWaiting);
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => setLate(true), LONGEST);
    return () => clearTimeout(timer);
  }, [isWaiting]);
  const mutate = () => {
    setBefore(image.classified_at);
    setLate(false);
    retry.mutate();
  };
  const outcome: Outcome = !retry.data
    ? "none"
    : !isSent
      ? "nothing"
      : isWaiting
        ? "waiting"
        : isLate
          ? "late"
          : "again";
  return { retry: { ...retry, mutate }, outcome };
}
