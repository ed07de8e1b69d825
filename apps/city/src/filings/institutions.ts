import { queryOptions } from "@tanstack/react-query";
import { api, call, type Answer } from "@duibiao/client";
import { byCode } from "@duibiao/indicators";
import type { Named } from "@duibiao/ui";
import type { Standing } from "./search.ts";

type Listed = Answer<typeof api.filings.listFilings>;
export type Institution = Listed["items"][number];
export type Filing = NonNullable<Institution["filing"]>;
export type Reason = Filing["reasons"][number];
export type Where = { collection: number; region: number };

/** All of a bureau's institutions in a collection, however many pages they fill, in the order of their codes. */
export const institutionsQuery = (where: Where) =>
  queryOptions({
    queryKey: [api.filings.listFilings.id, where],
    queryFn: async ({ signal }): Promise<{ now: string; items: Institution[] }> => {
      const items: Institution[] = [];
      for (let after: string | undefined; ;) {
        const page: Listed = await call(api.filings.listFilings, { query: { ...where, after }, signal });
        items.push(...page.items);
        if (page.next === null) return { now: page.now, items: items.sort((a, b) => byCode(a.code, b.code)) };
        after = page.next;
      }
    },
  });

/** How an institution stands, sign and word; the sign says the same as the colour. */
export const standingNames: Record<Standing, Named> = {
  sent: { zh: "已交", en: "Sent", mark: "✓", tone: "success" },
  unsent: { zh: "未交", en: "Unsent", mark: "○" },
  faulty: { zh: "有错", en: "Faulty", mark: "✕", tone: "error" },
  returned: { zh: "已退回", en: "Returned", mark: "↩", tone: "warning" },
  exempt: { zh: "免报", en: "Exempt", mark: "－" },
};

/** Those whose code, name, line or sender holds the text. */
export function found(items: readonly Institution[], text: string): readonly Institution[] {
  const sought = text.trim();
  if (sought === "") return items;
  return items.filter(({ code, name, line, filing }) =>
    [code, name, line, filing?.sender ?? ""].some((held) => held.includes(sought)),
  );
}

/** 报表!D12: where in the file, as an office program writes it; only the sheet, or nothing, where no cell is meant. */
export const placeIn = ({ sheet, at }: Pick<Reason, "sheet" | "at">): string =>
  [sheet, at].filter((part) => part !== "").join("!");
