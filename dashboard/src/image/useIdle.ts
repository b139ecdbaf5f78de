import { type RefObject, useEffect, useState } from "react";

const REST = 3_000; // milliseconds
const SIGNS = ["pointermove", "pointerdown", "wheel", "keydown", "focusin", "focusout"] as const;

/**
 * Return whether for three seconds there was no pointer, key or focus, while that is watched. Never while the keyboard
 * has brought the focus into the element: somebody is about to press what has it.
 */
export function useIdle(element: RefObject<HTMLElement | null>, isWatched: boolean): boolean {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => {
    if (!isWatched) return;
    let timer: ReturnType<typeof setTimeout>;
    // As it was when the focus came: later, any key makes it visible where a click had brought it.
    let isHeld = element.current?.querySelector(":focus-visible") != null;
    let place = "";
    const wake = (event?: Event) => {
      // Browsers also send moves when the page changes below a pointer that rests.
      if (event instanceof PointerEvent && event.type === "pointermove") {
        const now = `${event.screenX} ${event.screenY}`;
        if (now === place) return;
        place = now;
      }
      if (event?.type === "focusin") isHeld = isIn(element.current, event.target);
      if (event?.type === "focusout") isHeld = false;
      setIdle(false);
      clearTimeout(timer);
      if (!isHeld) timer = setTimeout(() => setIdle(true), REST);
    };
    wake();
    for (const sign of SIGNS) document.addEventListener(sign, wake, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      setIdle(false);
      for (const sign of SIGNS) document.removeEventListener(sign, wake, { capture: true });
    };
  }, [element, isWatched]);
  return isIdle;
}

const isIn = (element: HTMLElement | null, target: EventTarget | null): boolean =>
  target instanceof Element && element?.contains(target) === true && target.matches(":focus-visible");
