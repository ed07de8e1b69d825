/** As a `ref`: takes the focus when what a deed has come to appears in the place of the button that was pressed. */
export const focusHere = (message: HTMLElement | null): void => message?.focus();
