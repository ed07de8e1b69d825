import {
  cellKey,
  check,
  evidenceDemands,
  unitSuspicion,
  unmetDemands,
  type Cell,
  type CellValue,
  type CheckContext,
  type Compiled,
  type EvidenceDemand,
  type Finding,
  type Text,
  type UnitSuspicion,
} from "@duibiao/indicators";
import { begunIn, type Begun } from "./begun.ts";
import { blank, sameEntry, sameValue, type Entry } from "./entry.ts";
import { emitter } from "./emitter.ts";
import { entryForm, type EntryLine } from "./lines.ts";
import { isExplained, spread } from "./findings.ts";
import { withTotals } from "./totals.ts";
import { layOut, type View, type Wish } from "./view.ts";

export type Past = ReadonlyMap<string, CellValue>;

/** Somebody saved another value meanwhile; `own`: oneself, in another window. */
export type Conflict = { theirs: Entry; by: string; own: boolean; at: string | null };

export type EntrySetup = {
  compiled: Compiled;
  formKey: string;
  entries: ReadonlyMap<string, Entry>;
  zeroSections: readonly string[];
  context: CheckContext;
  previous: Past | null;
  /** Key of the period that `previous` is of. */
  previousKey?: string | undefined;
  previousYear: Past | null;
  /** Newest first; for the uom guard. */
  history: readonly Past[];
  neverHas: ReadonlySet<string>;
  explanations: ReadonlyMap<string, string>;
  /** What reviewers said of cells. */
  remarks: ReadonlyMap<string, readonly Text[]>;
  /** What stood in the revision that was returned; null = nothing was. */
  returned: Past | null;
  /** Why nothing can be typed; null = it can. */
  readOnly: Text | null;
  /** Cells whose figure is summed from elsewhere (a ledger) and not typed, with what is said there; a note may be. */
  summed?: ReadonlyMap<string, Text>;
  /** How many papers each cell has. */
  evidence?: ReadonlyMap<string, number>;
  /** Explained figures need a paper where the catalogue names one. */
  evidenceRequired?: boolean;
  filter?: View["filter"];
  begun?: ReadonlyMap<string, Begun>;
  onBegun?: (key: string, begun: Begun | null) => void;
  /** Told of every edit of the clerk's; never of what came from the server. */
  onEdit: (edit: { keys: string[]; explanations: string[]; sections: boolean }) => void;
};

type Step = { before: Map<string, Entry>; after: Map<string, Entry>; zero: [before: string[], after: string[]] };

export type EntryStore = ReturnType<typeof createEntryStore>;

/**
 * The working copy that the grid edits, outside React: an edit wakes its own row only. Every way in (typed, pasted,
 * filled, undone, redone) goes through `edit`, so all of them are checked and told alike.
 */
export function createEntryStore(setup: EntrySetup) {
  const form = entryForm(setup.compiled, setup.formKey);
  const lines = form.sections.flatMap((section) => section.lines);
  const byKey = new Map(lines.map((line) => [line.key, line]));
  const entries = new Map(setup.entries);
  const versions = new Map<string, number>();
  const explanations = new Map(setup.explanations);
  const conflicts = new Map<string, Conflict>();
  const papers = new Map(setup.evidence);
  const events = emitter();
  const undone: Step[] = [];
  const done: Step[] = [];
  let zeroSections = [...setup.zeroSections];
  let findings: Finding[] = [];
  let byCell = spread(findings);
  let demands: EvidenceDemand[] = [];
  let planned = false;

  const entry = (key: string): Entry => entries.get(key) ?? blank;
  const line = (key: string): EntryLine | undefined => byKey.get(key);

  const isSummed = (key: string): boolean => setup.summed?.has(key) === true;
  const sameFigure = (a: Entry, b: Entry) => b.rejected === null && sameValue(a.value, b.value);

  function tell(keys: Iterable<string>): void {
    const touched = [...keys, "all"];
    for (const key of touched) versions.set(key, (versions.get(key) ?? 0) + 1);
    events.tell(touched);
  }

  function cells(): Cell[] {
    return lines.flatMap(({ key, measure, member }) => {
      const { value } = entry(key);
      return value === null ? [] : [{ measure, member, value }];
    });
  }

  function takeFindings(next: readonly Finding[]): void {
    const before = byCell;
    findings = [...next];
    byCell = spread(findings);
    if (setup.evidenceRequired) demands = evidenceDemands(setup.compiled, findings);
    tell(
      [...new Set([...before.keys(), ...byCell.keys()])].filter(
        (key) => !sameFindings(before.get(key), byCell.get(key)),
      ),
    );
  }

  const recheck = () => takeFindings(check(setup.compiled, setup.formKey, cells(), setup.context).findings);

  /** Once after a burst of keys, never in between two of them. */
  function planCheck(): void {
    if (planned) return;
    planned = true;
    setTimeout(() => {
      planned = false;
      recheck();
    });
  }

  function put(next: ReadonlyMap<string, Entry>, zero: readonly string[]): string[] {
    const keys = [...next].filter(([key, value]) => !sameEntry(entry(key), value)).map(([key]) => key);
    for (const [key, value] of next) entries.set(key, value);
    const sections = zero.filter((key) => isAllZero(key));
    const sectionsChanged = sections.join() !== zeroSections.join();
    zeroSections = sections;
    tell([...next.keys(), ...(sectionsChanged ? ["sections"] : [])]);
    planCheck();
    if (keys.length > 0 || sectionsChanged) setup.onEdit({ keys, explanations: [], sections: sectionsChanged });
    return keys;
  }

  const isAllZero = (section: string) =>
    form.sections
      .find(({ key }) => key === section)
      ?.lines.every(({ key }) => {
        const { value } = entry(key);
        return value?.state === "number" && value.value === "0";
      }) ?? false;

  function edit(next: ReadonlyMap<string, Entry>, zero: readonly string[] = zeroSections): void {
    if (setup.readOnly) return;
    const changed = new Map(
      [...withTotals(lines, entry, next)]
        .map(asCarried)
        .filter(
          ([key, value]) =>
            byKey.has(key) && !sameEntry(entry(key), value) && !(isSummed(key) && !sameFigure(entry(key), value)),
        ),
    );
    if (changed.size === 0 && zero.join() === zeroSections.join()) return;
    const before = new Map([...changed.keys()].map((key) => [key, entry(key)]));
    const zeroBefore = [...zeroSections];
    put(changed, zero);
    done.push({ before, after: changed, zero: [zeroBefore, [...zeroSections]] });
    undone.length = 0;
  }

  /** What is no longer last period's answer is no longer carried over. */
  function asCarried([key, value]: [string, Entry]): [string, Entry] {
    const stands = value.carried === undefined || sameValue(value.value, setup.previous?.get(key) ?? null);
    return [key, stands ? value : { ...value, carried: undefined }];
  }

  function step(from: Step[], to: Step[], way: "before" | "after"): string[] {
    const last = setup.readOnly ? undefined : from.pop();
    if (!last) return [];
    to.push(last);
    put(last[way], way === "before" ? last.zero[0] : last.zero[1]);
    return [...last[way].keys()];
  }

  const unmet = () => unmetDemands(demands, (key) => (papers.get(key) ?? 0) > 0);
  /** Papers that the catalogue names for a cell that is to be proved, while nothing is attached; empty: none is wanted. */
  const wantedPapers = (key: string): string[] =>
    unmet().flatMap(({ cells: [first], papers: names }) =>
      first && cellKey(first.measure, first.member) === key ? names : [],
    );

  const hasIssue = (key: string): boolean =>
    entry(key).rejected !== null ||
    conflicts.has(key) ||
    suspicion(key) !== null ||
    wantedPapers(key).length > 0 ||
    (byCell.get(key) ?? []).some(
      (finding) => finding.verdict === "false" && finding.rule !== "VR01" && !isExplained(finding, explanations),
    );

  /** Asked of every line at every look, so each answer is kept until its entry changes. */
  const suspicions = new Map<string, { of: Entry; found: UnitSuspicion | null }>();
  function suspicion(key: string): UnitSuspicion | null {
    const known = suspicions.get(key);
    if (known?.of === entry(key)) return known.found;
    const found = suspect(key);
    suspicions.set(key, { of: entry(key), found });
    return found;
  }

  function suspect(key: string): UnitSuspicion | null {
    const { value, note, rejected } = entry(key);
    const asked = line(key);
    if (!asked || rejected || value?.state !== "number" || note.trim() !== "") return null;
    const past = setup.history.flatMap((period) => {
      const old = period.get(key);
      return old?.state === "number" ? [old.value] : [];
    });
    const found = unitSuspicion(past, value.value, asked.uom);
    return found && asked.whole && found.suggested.includes(".") ? null : found;
  }

  /** Whether a line differs from the returned revision. */
  const isChanged = (key: string): boolean =>
    setup.returned !== null && !sameValue(setup.returned.get(key) ?? null, entry(key).value);

  const viewer = {
    sections: form.sections,
    computed: form.computed,
    isBlank: (key: string) =>
      (entry(key).value === null && line(key)?.required === true) || entry(key).rejected !== null,
    hasIssue,
    isAsked: (key: string) => setup.remarks.has(key) || isChanged(key),
    isFolded: (key: string) => setup.neverHas.has(key) && isNothing(entry(key)),
  };
  recheck();
  let view = layOut(viewer, { filter: setup.filter ?? "all", open: new Set() });

  return {
    setup,
    form,
    lines,
    line,
    entry,
    suspicion,
    hasIssue,
    isChanged,
    isSummed,
    begun: begunIn(setup.begun, setup.onBegun, tell),
    edit,
    cells,
    takeFindings,
    version: (key: string) => versions.get(key) ?? 0,
    on: events.on,
    undo: () => step(done, undone, "before"),
    redo: () => step(undone, done, "after"),
    findings: () => findings as readonly Finding[],
    findingsOf: (key: string): readonly Finding[] => byCell.get(key) ?? [],
    explanations: explanations as ReadonlyMap<string, string>,
    explain(address: string, text: string): void {
      explanations.set(address, text);
      tell(lines.map(({ key }) => key));
      setup.onEdit({ keys: [], explanations: [address], sections: false });
    },
    zeroSections: () => zeroSections as readonly string[],
    /** How many papers prove a cell. */
    papers: (key: string) => papers.get(key) ?? 0,
    wantedPapers,
    setPapers(key: string, count: number): void {
      papers.set(key, count);
      tell(lines.map((one) => one.key));
    },
    conflicts: conflicts as ReadonlyMap<string, Conflict>,
    setConflict(key: string, conflict: Conflict | null): void {
      if (conflict) conflicts.set(key, conflict);
      else conflicts.delete(key);
      tell([key]);
    },
    /** What the server holds: takes its place without being told to the queue or put on the undo stack. */
    receive(next: ReadonlyMap<string, Entry>): void {
      for (const [key, value] of next) entries.set(key, value);
      tell(next.keys());
      planCheck();
    },
    /** Wakes everything that shows a cell's state with the server (saved, waiting). */
    wake: (keys: Iterable<string>) => tell(keys),
    view: () => view,
    show(wish: Partial<Wish>): void {
      view = layOut(viewer, { filter: view.filter, open: view.open, ...wish });
      tell(["view"]);
    },
  };
}

/** 不适用 or 0: what a line that never has anything is answered with; also nothing yet. */
const isNothing = ({ value, rejected }: Entry): boolean =>
  rejected === null && (value === null || value.state === "na" || (value.state === "number" && value.value === "0"));

const sameFindings = (a: readonly Finding[] = [], b: readonly Finding[] = []): boolean =>
  a.length === b.length && a.every((finding, at) => finding.rule === b[at]!.rule && finding.text.zh === b[at]!.text.zh);
