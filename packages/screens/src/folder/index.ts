export { useDropZone } from "./drop-zone.ts";
export { FolderDrop } from "./folder-drop.tsx";
export { sorted, unreadable, type Found } from "./folder.ts";
