import { Suspense, useCallback, useState } from "react";
import { Link, Route, Switch, useLocation } from "wouter";
import { SearchPage } from "../search/SearchPage";
import { Notice } from "../ui/Notice";
import { MAIN, useArrival } from "../ui/useArrival";
import { useTitle } from "../ui/useTitle";
import styles from "./App.module.css";
import { Boundary } from "./Boundary";
import { Header } from "./Header";
import { HelpDialog } from "./HelpDialog";
import { KeyDialog } from "./KeyDialog";
import { lazyPage } from "./PageMissing";
import { useHelpKey } from "./useHelpKey";

// The other pages are fetched when they are looked at.
const ExplorePage = lazyPage(() => import("../explore/ExplorePage"));
const LivePage = lazyPage(() => import("../live/LivePage"));
const GraphPage = lazyPage(() => import("../graph/GraphPage"));
const FailuresPage = lazyPage(() => import("../failures/FailuresPage"));

export function App() {
  const [path] = useLocation();
  useArrival(path);
  const [isHelping, setHelping] = useState(false);
  const help = useCallback(() => setHelping(true), []);
  useHelpKey(help);
  return (
    <>
      <a className={`unseen ${styles.skip}`} href={`#${MAIN}`}>
        Skip to the content
      </a>
      <Header help={help} />
      <main id={MAIN} className={styles.main} tabIndex={-1}>
        <Boundary key={path}>
          <Suspense fallback={<p className="unseen">Loading …</p>}>
            <Switch>
              <Route path="/">
                <SearchPage />
              </Route>
              <Route path="/explore">
                <ExplorePage />
              </Route>
              <Route path="/live">
                <LivePage />
              </Route>
              <Route path="/graph">
                <GraphPage />
              </Route>
              <Route path="/failures">
                <FailuresPage />
              </Route>
              <Route>
                <NotFound />
              </Route>
            </Switch>
          </Suspense>
        </Boundary>
      </main>
      <KeyDialog />
      {isHelping && <HelpDialog close={() => setHelping(false)} />}
    </>
  );
}

function NotFound() {
  useTitle("Not found");
  return (
    <Notice icon="broken" title="There is no such page">
      <p>
        Perhaps <Link href="/">the search</Link> has what you look for.
      </p>
    </Notice>
  );
}
