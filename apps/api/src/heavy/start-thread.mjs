// A thread starts without the loader of its parent; this makes TypeScript readable in it.
import { register } from "tsx/esm/api";

register();
await import("./in-thread.ts");
