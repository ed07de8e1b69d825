import { and, asc, eq, inArray, or } from "drizzle-orm";
import type { Text } from "@duibiao/indicators";
import { tables } from "@duibiao/db";
import { addEvent, changeMatter } from "../matters/add.ts";
import { numberOf, type Matter } from "../matters/open.ts";
import { tellOutcome } from "../notices/matters.ts";
import { problems } from "../problem.ts";
import { lineOf, type ReleaseRow } from "../releases/states.ts";
import type { Ctx } from "../serve.ts";

/**
 * Nothing is published while an objection to it, or to an edition before it, waits for its reply, nor in the very edition
 * that an upheld one wanted changed - unless with a reason, which every reader of the release sees.
 * @returns what the step says of it; null where nothing was in the way.
 */
export async function overrule(ctx: Ctx, release: ReleaseRow, reason: string): Promise<string | null> {
  const m = tables.matters;
  const line = (await lineOf(ctx, release)).map(({ id }) => id);
  const found = await ctx.tx
    .select()
    .from(m)
    .where(
      and(
        eq(m.kind, "objection"),
        or(
          and(inArray(m.releaseId, line), eq(m.state, "open")),
          // An edition is frozen: what was granted can only stand in a later one.
          and(eq(m.releaseId, release.id), inArray(m.state, ["upheld", "partly"])),
        ),
      ),
    )
    .orderBy(asc(m.id))
    .for("update");
  if (found.length === 0) return null;
  const [open, upheld] = [found.filter(({ state }) => state === "open"), found.filter(({ state }) => state !== "open")];
  if (reason === "")
    throw problems.openObjections(
      both(
        counted(open, "还有异议没有答复", "Objections wait for a reply"),
        counted(upheld, "已采纳的异议在本版没有改", "Upheld objections are unchanged in this edition"),
      ),
      { objections: open.map(inList), upheld: upheld.map(inList) },
    );
  for (const matter of found) await one(ctx, matter, reason);
  const { zh, en } = both(
    named(open, "未采纳即发布", "published over"),
    named(upheld, "已采纳而本版未改", "upheld, yet unchanged in this edition"),
  );
  return `${zh}：${reason} / ${en}`;
}

const inList = (matter: Matter) => ({ matter: matter.id, number: numberOf(matter) });

const named = (matters: readonly Matter[], zh: string, en: string): Text[] => {
  const numbers = matters.map(numberOf).join("、");
  return matters.length === 0 ? [] : [{ zh: `${zh}（${numbers}）`, en: `${en} (${numbers})` }];
};

const inSentence = 5;

/** For a sentence that leads to all of them: the first few by number, and how many they are. */
function counted(matters: readonly Matter[], zh: string, en: string): Text[] {
  if (matters.length <= inSentence) return named(matters, zh, en);
  const numbers = matters.slice(0, inSentence).map(numberOf).join("、");
  return [
    { zh: `${zh}（${numbers}等 ${matters.length} 件）`, en: `${en} (${numbers} and others, ${matters.length} in all)` },
  ];
}

const both = (...texts: Text[][]): Text => ({
  zh: texts
    .flat()
    .map(({ zh }) => zh)
    .join("；"),
  en: texts
    .flat()
    .map(({ en }) => en)
    .join("; "),
});

async function one(ctx: Ctx, matter: Matter, reason: string): Promise<void> {
  await addEvent(ctx, matter, { deed: "overruled", tier: "province", text: reason });
  const changed = await changeMatter(ctx, matter, { state: "overruled", turn: null, dueAt: null });
  await tellOutcome(ctx, changed, reason);
}
