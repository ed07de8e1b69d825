import { useEffect, useState } from "react";

/** The text a moment after the last key. */
export function useLater(text: string): string {
  const [later, setLater] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setLater(text.slice(0, 60)), 250);
    return () => clearTimeout(timer);
  }, [text]);
  return later;
}
