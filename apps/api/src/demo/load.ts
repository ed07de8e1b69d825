import { catalogues, regions, units } from "@duibiao/contract";
import type { Tx } from "@duibiao/db";
import { sql } from "drizzle-orm";
import type { Catalogue } from "@duibiao/indicators";
import { publish } from "../catalogues/publish.ts";
import { change } from "../regions/change.ts";
import type { Platform } from "../serve.ts";
import { create } from "../units/create.ts";
import { addAccounts, foundProvince } from "./found.ts";
import { wholeAccounts, type DemoAccount } from "./accounts.ts";
import { calendarAt, days, type Calendar } from "./calendar.ts";
import { demoCatalogue } from "./catalogue.ts";
import { playCurrent } from "./current.ts";
import { playDeeds } from "./deeds.ts";
import { playByItem } from "./by-item.ts";
import { playExtensions } from "./extensions.ts";
import { importPast, playHistory } from "./history.ts";
import { playLedger } from "./ledger.ts";
import { playMappings } from "./mappings.ts";
import { playInstitutions } from "./institutions.ts";
import type { Memory } from "./memory.ts";
import { analyst } from "./open.ts";
import { formerProvince, merger, wholeProvince } from "./places.ts";
import { ownLine, registryOf } from "./profile.ts";
import { playPlan } from "./planned.ts";
import { playPeople } from "./people.ts";
import { playProved } from "./proved.ts";
import { playResults } from "./results.ts";
import { act, idOf, stageOf, type Stage } from "./stage.ts";
import { learnSizes, rebuildMarked } from "./sums.ts";
import { playTogether } from "./together.ts";

/**
 * Founds the demo province and plays its years into an empty tree, inside the caller's transaction: all of it or nothing. Every figure is invented (演示数据).
 * @param base the platform's base catalogue, on which the province's own stands.
 * @param platform whose keys sign the receipts.
 */
export async function loadDemo(
  tx: Tx,
  platform: Platform,
  base: Catalogue,
  passwordHash: string,
  now: Date,
): Promise<void> {
  const calendar = calendarAt(now);
  const late = (account: DemoAccount) => account.region === merger.into.code;
  await foundProvince(tx, formerProvince);
  await addAccounts(
    tx,
    wholeAccounts.filter((account) => !late(account)),
    passwordHash,
  );
  await mergeCounties(await stageOf(tx, platform), calendar);
  await addAccounts(tx, wholeAccounts.filter(late), passwordHash);
  const stage = await stageOf(tx, platform);
  const catalogue = await publishCatalogue(stage, base, calendar);
  const memory: Memory = new Map();
  await importPast(stage, catalogue, calendar, memory);
  await learnSizes(tx);
  await playHistory(stage, catalogue, calendar, memory);
  const works = await playCurrent(stage, catalogue, calendar, memory);
  await playDeeds(stage, works, calendar);
  await playByItem(stage, works, calendar);
  await playExtensions(stage, works, calendar);
  await playPlan(stage, catalogue, calendar);
  await playTogether(stage, works, calendar);
  await playProved(stage, catalogue, calendar);
  await playLedger(stage, catalogue, calendar);
  await playMappings(stage, catalogue, calendar);
  await playInstitutions(stage, catalogue, calendar);
  await rebuildMarked(tx);
  await learnSizes(tx);
  await playResults(stage, catalogue, calendar);
  await playPeople(stage, now);
  await forgetOldNotices(tx, now);
}

/** What was told before these two weeks has long been read: no inbox of the demonstration begins with years of it. */
async function forgetOldNotices(tx: Tx, now: Date): Promise<void> {
  const since = new Date(now.getTime() - days(14)).toISOString();
  await tx.execute(sql`update notices set spread_at = at where at < ${since}::timestamptz`);
}

/** The one change of the tree, recorded a few days before it takes effect; the new county's unit begins with it. */
async function mergeCounties(stage: Stage, { mergedOn }: Calendar): Promise<void> {
  const { code, name, kind } = merger.into;
  const leader = "leader.990000";
  const at = new Date(Date.parse(`${mergedOn}T02:00:00Z`) - days(12));
  const changed = await act(
    stage,
    leader,
    at,
    { operation: regions.changeRegions, verb: change },
    {
      params: {},
      query: { dryRun: false },
      body: {
        kind: "merge",
        effective: mergedOn,
        documentNo: `演民区〔${at.getUTCFullYear()}〕12号（演示文号）`,
        note: `撤销${merger.from.map((place) => place.name).join("、")}，设立${name}（演示）`,
        from: merger.from.map((place) => idOf(stage.regions, place.code)),
        into: { new: { code, name, kind } },
        children: [],
        units: [],
      },
    },
  );
  const unit = wholeProvince.units.find((candidate) => candidate.region === code)!;
  await act(
    stage,
    leader,
    at,
    { operation: units.createUnit, verb: create },
    {
      params: {},
      query: {},
      body: {
        code: unit.code,
        name: unit.name,
        region: changed.founded[0]!.id,
        covers: unit.covers,
        kind: "",
        line: ownLine,
        registry: registryOf(code),
        validFrom: mergedOn,
      },
    },
  );
}

async function publishCatalogue(stage: Stage, base: Catalogue, { firstYear }: Calendar): Promise<number> {
  const published = await act(
    stage,
    analyst,
    new Date(`${firstYear}-01-05T02:00:00Z`),
    { operation: catalogues.publishCatalogue, verb: publish },
    {
      params: {},
      query: {},
      body: { owner: idOf(stage.regions, "990000"), document: demoCatalogue(base), dryRun: false },
    },
  );
  return published.catalogue!.id;
}
