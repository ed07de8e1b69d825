/** Colours and letters of the page for a canvas, which knows no style sheet. */
export type Look = (name: string) => string;

/** Reads tokens.css and chart.css at an element: `look("own")`; `font` is the family. */
export function lookOf(element: Element): Look {
  const style = getComputedStyle(element);
  return (name) => (name === "font" ? style.fontFamily : style.getPropertyValue(`--${name}`).trim());
}
