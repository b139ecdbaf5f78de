import { useId } from "react";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Icon } from "../ui/Icon";
import styles from "./HelpDialog.module.css";
import { SHORTCUTS } from "./shortcuts";

/** Lists the keys that do something. */
export function HelpDialog({ close }: { close: () => void }) {
  const title = useId();
  return (
    <Dialog title={title} close={close} wide>
      <div className={styles.top}>
        <h2 id={title}>Keys</h2>
        <Button look="bare" onClick={close} aria-label="Close" title="Close (Esc)">
          <Icon name="close" />
        </Button>
      </div>
      <div className={styles.places}>
        {SHORTCUTS.map(({ place, keys }) => (
          <section key={place}>
            <h3>{place}</h3>
            <dl>
              {keys.map((shortcut) => (
                <div key={shortcut.does}>
                  <dt>
                    {shortcut.keys.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{shortcut.does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
