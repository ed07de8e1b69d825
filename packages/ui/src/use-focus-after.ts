import { useEffect, useRef, type RefObject } from "react";

/**
 * Where the keyboard goes on when some work has ended and the control that it stood on is gone or off. Whoever has moved
 * on meanwhile, or stood nowhere, stays as they are.
 */
export function useFocusAfter<Place extends HTMLElement>(isBusy: boolean): RefObject<Place | null> {
  const place = useRef<Place>(null);
  const stood = useRef(false);
  useEffect(() => {
    if (isBusy) stood.current = !isNowhere();
    else if (stood.current) {
      stood.current = false;
      requestAnimationFrame(() => isNowhere() && place.current?.focus({ preventScroll: true }));
    }
  }, [isBusy]);
  return place;
}

const isNowhere = () => {
  const at = document.activeElement;
  return at === null || at === document.body || at.matches(":disabled");
};
