import { useState, type DragEvent } from "react";

/** Makes an element a place to drop files on, marked while something hangs over it; while busy it takes none. */
export function useDropZone(onDrop: (given: DataTransfer) => void, busy = false) {
  const [over, setOver] = useState(false);
  return {
    className: over ? "file-drop over" : "file-drop",
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(!busy);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      if (!busy) onDrop(event.dataTransfer);
    },
  };
}
