import { Component, type ReactNode } from "react";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { CodeMissing, PageMissing } from "./PageMissing";

/** Keeps an error in one page, or a chunk that cannot be fetched, from blanking the whole dashboard. */
export class Boundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: null as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    if (this.state.error instanceof CodeMissing) return <PageMissing />;
    return (
      <Notice
        alert
        icon="broken"
        title="This page has broken"
        actions={
          <Button look="strong" onClick={() => location.reload()}>
            Load it again
          </Button>
        }
      >
        <p>What it said: {String(this.state.error)}</p>
      </Notice>
    );
  }
}
