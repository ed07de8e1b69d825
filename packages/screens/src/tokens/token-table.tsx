import { useMemo, type ReactNode } from "react";
import { DataTable, showMoment, useLanguage, useText, type Column } from "@duibiao/ui";
import { actionWords, stateOf, type Token } from "./words.ts";

type Props = {
  title: string;
  items: Token[];
  empty: string;
  /** Whose it is is said where they are several people's. */
  owners?: boolean;
  /** What can be done with a token that still works. */
  deed?: ((token: Token) => ReactNode) | undefined;
};

/** Tokens as they stand: what each may do, where, until when, when it was last used and from where. */
export function TokenTable({ title, items, empty, owners = false, deed }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const now = useMemo(() => new Date(), [items]);
  const columns: Column<Token>[] = [
    { key: "name", header: { zh: "名称", en: "Name" }, width: "l", head: true, value: ({ name }) => name },
    ...(owners
      ? [
          {
            key: "owner",
            header: { zh: "责任人", en: "Who answers" },
            width: "m",
            value: ({ owner }: Token) => `${owner.name} ${owner.username}`,
          } as const,
        ]
      : []),
    {
      key: "actions",
      header: { zh: "可办理", en: "May" },
      width: "fill",
      value: ({ actions }) => actions.map((action) => t(actionWords[action])).join(t("、", ", ")),
    },
    {
      key: "place",
      header: { zh: "范围", en: "Where" },
      width: "m",
      value: ({ place }) => place || t("同责任人任职", "as its owner's posts"),
    },
    {
      key: "expires",
      header: { zh: "到期", en: "Expires" },
      width: "m",
      value: ({ expiresAt }) => showMoment(expiresAt, language),
    },
    {
      key: "used",
      header: { zh: "最近使用", en: "Last used" },
      width: "m",
      value: ({ lastUsedAt, lastSource }) =>
        lastUsedAt === null ? t("未使用", "never") : `${showMoment(lastUsedAt, language)} ${lastSource}`,
    },
    {
      key: "state",
      header: { zh: "状态", en: "State" },
      width: "m",
      value: (token) => t(stateOf(token, now)),
      cell: (token) => (
        <span title={token.endedReason || undefined}>
          {t(stateOf(token, now))} {stateOf(token, now).live ? deed?.(token) : token.endedReason}
        </span>
      ),
    },
  ];
  return <DataTable title={title} columns={columns} rows={items} rowKey={({ id }) => String(id)} empty={empty} />;
}
