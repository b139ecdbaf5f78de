import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import styles from "./Step.module.css";

type Props = {
  icon: "left" | "right";
  name: string;
  to: string | undefined;
  show: (path: string) => void;
};

const KEYS = { left: ["ArrowLeft", "←"], right: ["ArrowRight", "→"] } as const;

/** Leads to a neighbour. It is never disabled, not even at the end, because the focus would be lost there. */
export function Step({ icon, name, to, show }: Props) {
  const [key, sign] = KEYS[icon];
  return (
    <Button
      look="bare"
      onClick={() => to && show(to)}
      aria-disabled={!to}
      tabIndex={to ? 0 : -1}
      aria-label={name}
      aria-keyshortcuts={key}
      title={`${name} (${sign})`}
      className={styles.step}
      data-side={icon}
    >
      <Icon name={icon} size={22} />
    </Button>
  );
}
