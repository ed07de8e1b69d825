import { zipSync } from "fflate";

/** Files as one zip. They are stored as they are: workbooks are packed already. */
export const writeZip = (files: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> =>
  new Uint8Array(zipSync(Object.fromEntries(files), { level: 0 }));
