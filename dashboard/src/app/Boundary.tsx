import { Component, type ReactNode } from "react";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";

/** Keeps an error in one page, or a chunk that cannot be fetched, from blanking the whole dashboard. */
export class Boundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: null as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
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
        <p>A newer version may have been published meanwhile. What it said: {String(this.state.error)}</p>
      </Notice>
    );
  }
}
