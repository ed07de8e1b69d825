import type { Text } from "@duibiao/indicators";
import { clearRange, copyRange, pasteBlock, sayReport } from "./deeds.ts";
import type { Selection, Spot } from "./selection.ts";
import type { EntryStore } from "./store.ts";

type Parts = {
  store: EntryStore;
  selection: Selection;
  spotOf: (target: EventTarget | null) => Spot | null;
  typing: { isAt: () => boolean; revert: () => void; refresh: () => void };
  /** False, and says why, where nothing can be typed. */
  writable: () => boolean;
  past: (key: string, col: number) => string;
  say: (text: Text, tone: "info" | "warning") => void;
};

/** Copy, cut and paste by the browser's events: they work without https, where the clipboard API does not exist. */
export function clipboardOf({ store, selection, spotOf, typing, writable, past, say }: Parts) {
  return {
    onCopy(event: ClipboardEvent, cut: boolean): void {
      if (typing.isAt() || spotOf(event.target) === null) return;
      event.preventDefault();
      event.clipboardData?.setData("text/plain", copyRange(store, selection.range(), past));
      if (!cut || !writable()) return;
      clearRange(store, selection.range());
      typing.refresh();
    },
    onPaste(event: ClipboardEvent): void {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (spotOf(event.target) === null || (typing.isAt() && !/[\t\n\r]/.test(text))) return;
      event.preventDefault();
      if (typing.isAt()) typing.revert();
      if (!writable()) return;
      const report = pasteBlock(store, selection.range(), text);
      const { refused, opened, passed, locked, beyond } = report;
      const toLookAt = refused.length + opened.length + passed.length + locked + beyond;
      say(sayReport(report), toLookAt > 0 ? "warning" : "info");
      typing.refresh();
    },
  };
}
