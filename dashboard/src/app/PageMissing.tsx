import { useQuery } from "@tanstack/react-query";
import { type ComponentType, lazy, useEffect, useRef } from "react";
import { answerOf, dataOf } from "../api/answer";
import { Button } from "../ui/Button";
import { Notice, QueryFailed } from "../ui/Notice";
import { loadedVersion, publishedVersion } from "./version";

/** The code of a page cannot be fetched: the host is gone, or has another version by now. */
export class CodeMissing extends Error {}

/** A page whose code is fetched when it is looked at. */
export const lazyPage = (load: () => Promise<{ default: ComponentType }>) =>
  lazy(() =>
    load().catch((cause: unknown) => {
      throw new CodeMissing(String(cause), { cause });
    }),
  );

/** Says why a page's code is missing. It is loaded by itself once a host that was gone answers again. */
export function PageMissing() {
  const query = useQuery({
    queryKey: ["version"],
    queryFn: ({ signal }) => publishedVersion(signal),
    gcTime: 0,
  });
  const answer = answerOf(query);
  const published = dataOf(answer);
  const wasGone = useRef(false);
  useEffect(() => {
    if (answer.state === "failed") wasGone.current = true;
    if (published !== undefined && wasGone.current) location.reload();
  }, [answer.state, published]);
  if (answer.state === "loading") return null;
  if (answer.state === "failed") return <QueryFailed error={answer.error} what="This page" />;
  const isNewer = published !== loadedVersion();
  return (
    <Notice
      alert
      icon={isNewer ? "retry" : "broken"}
      title={isNewer ? "There is a newer version of this page" : "This page could not be loaded"}
      actions={
        <Button look="strong" onClick={() => location.reload()}>
          {isNewer ? "Load it" : "Try now"}
        </Button>
      }
    >
      <p>{isNewer ? "It was published after you opened this one." : "Part of its code did not come."}</p>
    </Notice>
  );
}
