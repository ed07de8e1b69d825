/** jsdom has no modal dialogs: in tests they open and close without holding the page. */
export function openDialogsInJsdom(): void {
  HTMLDialogElement.prototype.showModal = function show() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
}
