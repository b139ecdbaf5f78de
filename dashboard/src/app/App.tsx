import { lazy, Suspense, useEffect } from "react";
import { Route, Switch, useLocation } from "wouter";
import { SearchPage } from "../search/SearchPage";
import { Notice } from "../ui/Notice";
import styles from "./App.module.css";
import { Boundary } from "./Boundary";
import { Header } from "./Header";
import { KeyDialog } from "./KeyDialog";

// The charts and the graph are fetched when they are looked at.
const LivePage = lazy(() => import("../live/LivePage"));
const GraphPage = lazy(() => import("../graph/GraphPage"));
const FailuresPage = lazy(() => import("../failures/FailuresPage"));

const TITLES: Record<string, string> = {
  "/": "Search",
  "/live": "Live",
  "/graph": "Graph",
  "/failures": "Failures",
};

export function App() {
  const [path] = useLocation();
  useEffect(() => {
    document.title = `${TITLES[path] ?? "Not found"} · Cocoon`;
  }, [path]);
  return (
    <>
      <a className={`unseen ${styles.skip}`} href="#main">
        Skip to the content
      </a>
      <Header />
      <main id="main" className={styles.main} tabIndex={-1}>
        <Boundary key={path}>
          <Suspense fallback={<p className="unseen">Loading …</p>}>
            <Switch>
              <Route path="/">
                <SearchPage />
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
                <Notice icon="broken" title="There is no such page">
                  <p>
                    Perhaps <a href="/">the search</a> has what you look for.
                  </p>
                </Notice>
              </Route>
            </Switch>
          </Suspense>
        </Boundary>
      </main>
      <KeyDialog />
    </>
  );
}
