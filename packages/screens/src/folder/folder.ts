import type { Text } from "@duibiao/indicators";
import { byName } from "@duibiao/ui";

/** A file of a folder, with the way to it. */
export type Found = { path: string; file: File };

/** What office programs and file systems leave behind, never meant as an answer. */
const isLeftBehind = (name: string) => name.startsWith("~$") || name.startsWith(".") || /^thumbs\.db$/i.test(name);
const isTemplate = (name: string) => /\.xlsx$/i.test(name);

/** Templates apart from what else lies in a folder: that is named, and not sent. In the order of their paths. */
export function sorted(found: readonly Found[]): { templates: Found[]; others: Found[] } {
  const meant = found.filter(({ file }) => !isLeftBehind(file.name)).toSorted((a, b) => byName(a.path, b.path));
  return {
    templates: meant.filter(({ file }) => isTemplate(file.name)),
    others: meant.filter(({ file }) => !isTemplate(file.name)),
  };
}

/** Files chosen in the browser's dialog; of a folder each knows its way. */
export const chosen = (files: FileList): Found[] =>
  [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));

/** Everything that was dropped, folders inside folders too. */
export async function dropped(transfer: DataTransfer): Promise<Found[]> {
  // The list is gone once the drop has been handled: take the entries before anything waits.
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  return (await Promise.all(entries.map(within))).flat();
}

async function within(entry: FileSystemEntry): Promise<Found[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((done, fail) => (entry as FileSystemFileEntry).file(done, fail));
    return [{ path: entry.fullPath.replace(/^\//, ""), file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: Found[] = [];
  for (;;) {
    // A browser gives about a hundred at a time, and nothing when there are no more.
    const some = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail));
    if (some.length === 0) return found;
    for (const inner of some) found.push(...(await within(inner)));
  }
}

/** What is said of a file that was chosen and then cannot be read. */
export const unreadable: Text = {
  zh: "文件读不出来：可能已被移动、改名或正被占用，请重新选择文件夹。",
  en: "The file cannot be read: it may have been moved, renamed or be in use; choose the folder again.",
};
