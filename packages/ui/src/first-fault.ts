/** What was found wrong is where one goes on: once it is marked, the first fault takes the keyboard. */
export const goToFirstFault = (within: () => HTMLElement | null): void =>
  void requestAnimationFrame(() => within()?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
