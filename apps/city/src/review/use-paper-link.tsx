import { useRouter } from "@tanstack/react-router";
import { useCallback, type MouseEvent, type ReactNode } from "react";

/**
 * Links to submissions for the rows of a long table: the address of the search is made once for all of them, where the
 * router's own link follows every change of the address by itself.
 */
export function usePaperLink(search: Record<string, unknown>): (id: number, children: ReactNode) => ReactNode {
  const router = useRouter();
  const asked = router.options.stringifySearch!(search);
  return useCallback(
    (id: number, children: ReactNode) => {
      const href = `/city/review/${id}${asked}`;
      const open = (event: MouseEvent) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        router.history.push(href);
      };
      return (
        <a href={href} onClick={open}>
          {children}
        </a>
      );
    },
    [router, asked],
  );
}
