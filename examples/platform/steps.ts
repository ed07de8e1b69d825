import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "./client.ts";

/** Steps through the public interface that every load of past figures takes. */
export type Region = {
  id: number;
  code: string;
  name: string;
  tier: string;
  kind: string;
  parentId: number | null;
};
export type Unit = { id: number; code: string; name: string; regionId: number; kind: string };
export type Period = { id: number; key: string; start: string; end: string };
export type Task = { id: number; period: Period; form: string };

export const regionsOn = async (client: Client, date: string) =>
  (await client.get<{ items: Region[] }>("/regions", { date })).items;
export const unitsOn = async (client: Client, date: string) =>
  (await client.get<{ items: Unit[] }>("/units", { date })).items;
export const setUpPeriod = (client: Client, kind: string, period: string) =>
  client.post<Period>("/periods", { kind, period });

/** Publishes a catalogue in the region's own line; the same document again is the same version. */
export async function publishCatalogue(client: Client, owner: number, document: unknown): Promise<number> {
  const answer = await client.post<{ catalogue: { id: number } }>("/catalogues", {
    owner,
    document,
  });
  return answer.catalogue.id;
}

/** Opens a collection of past figures for some units. Due times mean nothing for the past; they are the period's end. */
export async function openHistory(
  client: Client,
  wanted: {
    owner: number;
    catalogue: number;
    form: string;
    period: Period;
    name: string;
    units: number[];
  },
): Promise<Task> {
  const { period, ...rest } = wanted;
  const at = `${period.end}T23:59:59Z`;
  const task = await client.post<{ id: number }>("/collections", {
    ...rest,
    period: period.id,
    origin: "history",
    opensAt: at,
    dueUnit: at,
    dueCounty: at,
    dueCity: at,
    dueProvince: at,
  });
  return { id: task.id, period, form: wanted.form };
}

export type Imported = {
  written: boolean;
  rows: number;
  accepted: number;
  refused: number;
  units: number;
  problems: { row: number; column: string; code: string; zh: string; en: string; value: string }[];
  findings: {
    unit: string;
    rule: string;
    severity: string;
    verdict: string;
    text: { zh: string; en: string };
  }[];
};

/** Imports past figures; what is good is written, every other row is answered with its reason. */
export const importFigures = (client: Client, task: Task, table: string) =>
  client.csv<Imported>(`/collections/${task.id}/import`, table, { partial: true });

/** Waits until the worker has summed everything that was imported for the period. */
export async function settled(client: Client, period: number): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const { pending } = await client.get<{ pending: boolean }>("/roll-ups", { period });
    if (!pending) return;
    await sleep(200);
  }
  throw new Error(
    "两分钟内没有汇总完；请查看平台的工作进程\nThe roll-ups did not finish within two minutes; look at the platform's worker",
  );
}

/** Lets the platform recompute its roll-ups by its independent method; returns how many rows, and how many differ. */
export async function verified(client: Client, task: Task): Promise<{ rows: number; differences: number }> {
  const answer = await client.post<{ rows: number; differences: unknown[] }>(`/collections/${task.id}/verify`, {});
  return { rows: answer.rows, differences: answer.differences.length };
}
