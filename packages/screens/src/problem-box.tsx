import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { isSignedOut, textOf } from "@duibiao/client";
import { Alert, Button, useText } from "@duibiao/ui";

/** An error in words, with a way to try again. A session that ended is the frame's to show. */
export function ProblemBox({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const t = useText();
  if (isSignedOut(error)) return null;
  const retry = onRetry ? <Button onClick={onRetry}>{t("重试", "Try again")}</Button> : null;
  return <Alert tone="error" title={t(textOf(error))} actions={retry} />;
}

type Props<Data> = { of: UseQueryResult<Data>; children: (data: Data) => ReactNode };

/** What a query has to show: waiting, its error, or its data. */
export function Loaded<Data>({ of: query, children }: Props<Data>) {
  const t = useText();
  if (query.data !== undefined)
    return (
      <>
        {query.isError ? <ProblemBox error={query.error} onRetry={() => void query.refetch()} /> : null}
        {children(query.data)}
      </>
    );
  if (query.isError) return <ProblemBox error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <p className="waiting" role="status">
      {t("正在加载…", "Loading…")}
    </p>
  );
}
