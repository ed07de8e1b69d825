/**
 * Whether this computer opens the app again without network: `ready`, `preparing`, or never, because the browser allows
 * that on https (and on the machine itself) only, or has no such thing.
 */
export type Reopening = "ready" | "preparing" | "insecure" | "unable";

let state: Reopening = "preparing";
export const reopening = (): Reopening => state;

/** Asks the browser to keep the app's files, after the page has what it needs itself. */
export function openOffline(): void {
  if (!window.isSecureContext) return void (state = "insecure");
  if (!("serviceWorker" in navigator)) return void (state = "unable");
  const register = async () => {
    try {
      await navigator.serviceWorker.register("/county/sw.js", { scope: "/county/" });
      await navigator.serviceWorker.ready;
      state = "ready";
    } catch {
      state = "unable";
    }
  };
  if (document.readyState === "complete") void register();
  else window.addEventListener("load", () => void register(), { once: true });
}
