import { MOST_PATHS } from "../api/paths";
import { Button } from "../ui/Button";
import { count, many } from "../ui/format";
import { Icon } from "../ui/Icon";
import styles from "./SavePaths.module.css";
import { useSavedPaths } from "./useSavedPaths";

type Props = {
  parameters: string;
  title: string;
  /** Whether there is something to save, as far as the page knows. What is being saved goes on anyway. */
  hasPaths: boolean;
};

/** Saves the paths of all pictures of the search as a text file. The button is the same one while it cancels that. */
export function SavePaths({ parameters, title, hasPaths }: Props) {
  const { found, said, toggle } = useSavedPaths(parameters, title);
  const isReading = found !== null;
  return (
    <div className={styles.save}>
      {isReading && <span>{many(found, "path")} …</span>}
      <span role="status">{isReading ? <span className="unseen">Reading the paths</span> : said}</span>
      {(hasPaths || isReading) && (
        <Button
          look="bare"
          onClick={toggle}
          title={isReading ? undefined : `A text file with one path a line, at most ${count(MOST_PATHS)}`}
        >
          {isReading ? (
            "Cancel"
          ) : (
            <>
              <Icon name="download" size={16} />
              <span className={styles.name}>Save the list of paths</span>
            </>
          )}
        </Button>
      )}
    </div>
  );
}
