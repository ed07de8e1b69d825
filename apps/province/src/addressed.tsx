import type { UseQueryResult } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ApiProblem } from "@duibiao/client";
import { Loaded } from "@duibiao/screens";
import { Alert, Page, useText } from "@duibiao/ui";

/** Where a person goes on from an address that leads nowhere. */
type Back = { to: string; zh: string; en: string };

/** The numbers of an address; null where something else was typed. */
export function useIds<Name extends string>(...names: Name[]): Record<Name, number> | null {
  const params = useParams({ strict: false }) as Record<string, string | undefined>;
  const ids = names.map((name) => [name, Number(params[name])] as const);
  return ids.every(([, id]) => Number.isSafeInteger(id) && id > 0)
    ? (Object.fromEntries(ids) as Record<Name, number>)
    : null;
}

export function WrongAddress({ back }: { back: Back }) {
  const t = useText();
  return (
    <Page title={t("没有找到", "Not found")}>
      <Alert
        tone="warning"
        title={t(
          "地址有误，或所指内容不存在、不在您可见的范围。",
          "The address is wrong, or what it names does not exist or is outside what you may see.",
        )}
      >
        <Link to={back.to}>{t(back.zh, back.en)}</Link>
      </Alert>
    </Page>
  );
}

/** Like Loaded; what is not there leads back to where it can be found. */
export function Addressed<Data>({
  of: query,
  back,
  children,
}: {
  of: UseQueryResult<Data>;
  back: Back;
  children: (data: Data) => ReactNode;
}) {
  const gone = query.error instanceof ApiProblem && [400, 404, 422].includes(query.error.status);
  return gone && query.data === undefined ? <WrongAddress back={back} /> : <Loaded of={query}>{children}</Loaded>;
}

export const backs = {
  drafts: { to: "/catalogue/drafts", zh: "看全部修订稿", en: "All drafts" },
  releases: { to: "/releases", zh: "看全部评估结果", en: "All releases" },
  rankings: { to: "/rankings", zh: "到对标分析中选地区", en: "Choose a region in Benchmark" },
} satisfies Record<string, Back>;
