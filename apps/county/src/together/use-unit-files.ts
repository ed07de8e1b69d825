import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiProblem, api, call, newKey, textOf } from "@duibiao/client";
import type { Text } from "@duibiao/indicators";
import { sorted, unreadable, type Found } from "@duibiao/screens/folder";
import { isClean, newLists, type Verdict } from "../import/verdict-rows.ts";
import type { Assignment } from "../task/task.ts";

/** A filled template of one unit: what the trial said of it, and what became of it. */
export type UnitFile = {
  path: string;
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** Kept over retries, so that one wish is one record. */
  key: string;
  step: "trying" | "tried" | "writing" | "written";
  verdict: Verdict | null;
  fault: Text | null;
};

/** A file that belongs to no row, and why. */
export type Left = { path: string; text: Text };

/** Nothing keeps it out, and it would change something. */
export const isReady = ({ step, verdict, fault }: UnitFile): boolean =>
  step === "tried" &&
  fault === null &&
  verdict !== null &&
  isClean(verdict) &&
  verdict.changed + newLists(verdict).length > 0;

const saidOf = (error: unknown): Text => (error instanceof ApiProblem ? textOf(error) : unreadable);

/** The files that came back for several units, by submission: each tried first, and written only when a person says so. */
export function useUnitFiles(tasks: readonly Assignment[], onWritten: () => void) {
  const client = useQueryClient();
  const [files, setFiles] = useState<ReadonlyMap<number, UnitFile>>(new Map());
  const [left, setLeft] = useState<readonly Left[]>([]);
  const [busy, setBusy] = useState(false);
  const put = (id: number, file: UnitFile) => setFiles((known) => new Map(known).set(id, file));
  const leave = (path: string, text: Text) => setLeft((known) => [...known, { path, text }]);

  async function opened({ path, file }: Found): Promise<UnitFile> {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return { path, name: file.name, bytes, key: newKey(), step: "trying", verdict: null, fault: null };
  }

  async function send(id: number, { name, bytes, key }: UnitFile, dryRun: boolean): Promise<Verdict> {
    return call(api.workbooks.importWorkbook, {
      params: { id },
      query: { dryRun: dryRun ? "true" : "false", name },
      body: bytes,
      key: dryRun ? newKey() : key,
    });
  }

  /** A file that a person gives for one unit. */
  async function takeFor(id: number, found: Found): Promise<void> {
    try {
      const file = await opened(found);
      put(id, file);
      try {
        put(id, { ...file, step: "tried", verdict: await send(id, file, true) });
      } catch (error) {
        put(id, { ...file, step: "tried", fault: saidOf(error) });
      }
    } catch (error) {
      leave(found.path, saidOf(error));
    }
  }

  /** Files of a folder, each of which says itself whose it is. */
  async function takeAll(found: readonly Found[]): Promise<void> {
    const { templates, others } = sorted(found);
    setFiles(new Map());
    setLeft(others.map(({ path }) => ({ path, text: noTemplate })));
    setBusy(true);
    const taken = new Map<number, string>();
    for (const one of templates)
      try {
        const file = await opened(one);
        const collection = tasks[0]!.collectionId;
        const { submissionId, ...verdict } = await call(api.workbooks.tryWorkbook, {
          params: { id: collection },
          query: { name: file.name },
          body: file.bytes,
        });
        const before = taken.get(submissionId);
        if (before !== undefined) {
          leave(one.path, twice(before));
          continue;
        }
        taken.set(submissionId, one.path);
        put(submissionId, { ...file, step: "tried", verdict });
      } catch (error) {
        leave(one.path, saidOf(error));
      }
    setBusy(false);
  }

  /** Writes the files of some units, one after the other; what one is refused stops none of the others. */
  async function write(ids: readonly number[]): Promise<void> {
    setBusy(true);
    for (const id of ids) {
      const file = files.get(id)!;
      put(id, { ...file, step: "writing" });
      try {
        put(id, { ...file, step: "written", verdict: await send(id, file, false) });
      } catch (error) {
        put(id, { ...file, fault: saidOf(error) });
      }
    }
    await client.invalidateQueries({ queryKey: [api.assignments.listAssignments.id] });
    setBusy(false);
    onWritten();
  }

  return { files, left, busy, takeFor, takeAll, write };
}

const noTemplate: Text = {
  zh: "不是 .xlsx，没有收：旧格式请另存为 .xlsx",
  en: "no .xlsx, left out: save older kinds as .xlsx",
};
const twice = (before: string): Text => ({
  zh: `与“${before}”是同一个单位的，没有收：只留要用的一份再选`,
  en: `of the same unit as ${before}, left out: keep the one that is meant and choose again`,
});
