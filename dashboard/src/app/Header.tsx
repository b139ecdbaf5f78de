import { Link, useLocation } from "wouter";
import { useFigures } from "../address/useStats";
import { dataOf } from "../api/answer";
import { count, many } from "../ui/format";
import { Icon } from "../ui/Icon";
import { Connection } from "./Connection";
import styles from "./Header.module.css";
import { useTheme } from "./theme";
import { useLastSearch } from "./useLastSearch";
import { useSearchKey } from "./useSearchKey";

const PAGES = [
  ["/", "Search"],
  ["/explore", "Explore"],
  ["/live", "Live"],
  ["/failures", "Failures"],
] as const;

export function Header({ help }: { help: () => void }) {
  const [path] = useLocation();
  const search = useLastSearch();
  useSearchKey(search);
  const [theme, nextTheme] = useTheme();
  const failed = dataOf(useFigures())?.failed ?? 0;
  return (
    <header className={styles.header}>
      <Link
        href="/"
        className={styles.brand}
        aria-label="Cocoon"
        onClick={() => path === "/" && scrollTo({ top: 0 })}
      >
        <img src="/favicon.svg" width="24" height="24" alt="" />
        <span>Cocoon</span>
      </Link>
      <nav className={styles.pages} aria-label="Pages">
        {PAGES.map(([href, name]) => (
          <Link
            key={href}
            href={href === "/" ? search : href}
            aria-current={path === href ? "page" : undefined}
            onClick={() => path === href && scrollTo({ top: 0 })}
          >
            {name}
            {href === "/failures" && failed > 0 && (
              <span className={styles.badge} title={many(failed, "failed image")}>
                {count(failed)}
              </span>
            )}
          </Link>
        ))}
      </nav>
      <Connection />
      <button type="button" className={`${styles.theme} ${styles.help}`} onClick={help} title="Keys (?)">
        <Icon name="keyboard" />
        <span className="unseen">Keys</span>
      </button>
      <button type="button" className={styles.theme} onClick={nextTheme} title={`Colours: ${theme}`}>
        <Icon name={theme} />
        <span className="unseen">Colours: {theme}. Change</span>
      </button>
    </header>
  );
}
