import { canonicalDecimal, type CheckContext, type FormLine, type PeriodKind } from "@duibiao/indicators";
import type { MeasureIndex, OpenCatalogue } from "../catalogues/open.ts";
import type { StoredCell } from "../submissions/content.ts";
import { firstCell, judged, openFindings, type ExplainedFinding } from "../submissions/findings.ts";
import type { State } from "../submissions/states.ts";
import type { Asked } from "./calendar.ts";
import { numberOf, type Figure, type Figures } from "./cell.ts";
import { reasonFor } from "./incidents.ts";

/** A unit's place in a collection. `code` is its region's. */
export type Assigned = { unitId: number; regionId: number; cityId: number; code: string };

/** One opened collection with who owes it. */
export type Task = {
  asked: Asked;
  period: { kind: PeriodKind; start: string; end: string };
  collection: { id: number; formKey: string; catalogueId: number; periodId: number };
  catalogue: OpenCatalogue;
  measures: MeasureIndex;
  assigned: Assigned[];
};

/** Figures as the platform stores them, with the sections that are declared 本节无发生. */
export type Content = { cells: StoredCell[]; zeroSections: string[] };

/** One sent revision. */
export type Version = Content & { at: Date; onTime: boolean | null; findings: ExplainedFinding[] };

export type Decision = {
  kind: "accept" | "return";
  tier: "county" | "city" | "province";
  revision: number;
  by: string;
  at: Date;
  reason: string;
  cells: { measure: string; member: string; reason: string }[];
};

/** Everything that is stored about a unit's answer to a collection. What is sent is its own working copy. */
export type Report = {
  assigned: Assigned;
  state: State;
  versions: Version[];
  /** The working copy, with the time of its last change. */
  draft: Content & { at: Date };
  /** Who has signed the working copy, where it is not sent yet. */
  signedAs: readonly ("clerk" | "head")[];
  decisions: Decision[];
  /** Revisions that the four tiers stand for. */
  pointers: { submitted: number | null; county: number | null; city: number | null; province: number | null };
};

const addressOf = (line: FormLine) => (line.member === undefined ? line.measure : `${line.measure}/${line.member}`);

/** Figures of a form as stored cells. Sections in which nothing happened are declared so, where `declare` says it. */
export function contentOf(task: Pick<Task, "catalogue" | "asked">, figures: Figures, declare: boolean): Content {
  const { sections } = task.catalogue.compiled.compiledForms.get(task.asked.form)!.form;
  const zero = declare
    ? sections.filter((section) => section.lines.every((line) => figures[addressOf(line)] === "0"))
    : [];
  const cells = sections.flatMap((section) =>
    section.lines.flatMap((line) => {
      const figure = figures[addressOf(line)];
      const source = zero.includes(section) ? "zero_section" : "typed";
      return figure === undefined ? [] : [stored(line, figure, source)];
    }),
  );
  return { cells, zeroSections: zero.map((section) => section.key) };
}

function stored({ measure, member = "total" }: FormLine, figure: Figure, source: string): StoredCell {
  const number = numberOf(figure);
  const reason = typeof figure === "string" || "estimated" in figure ? "" : "na" in figure ? figure.na : figure.missing;
  return {
    measure,
    member,
    state: number !== null ? "number" : typeof figure === "object" && "na" in figure ? "na" : "missing",
    value: number === null ? null : canonicalDecimal(number),
    estimated: typeof figure === "object" && "estimated" in figure,
    reason,
    note: "",
    source,
    version: 1,
  };
}

/** The platform's verdicts on figures, each 核实性 one that does not hold with the clerk's reason, as the submit gate wants it. */
export function explained(task: Task, assigned: Assigned, cells: StoredCell[], context: CheckContext) {
  const { catalogue, collection, asked } = task;
  const bare = judged({ catalogue, collection }, cells, { context, texts: new Map() });
  const texts = new Map(
    openFindings(bare).map((f) => [`${f.rule} ${firstCell(f)}`, reasonFor(f.rule, assigned.code, asked.period)]),
  );
  if (texts.size === 0) return bare;
  return judged({ catalogue, collection }, cells, { context, texts });
}

/** A revision that passes the gates of a submit. @throws where it would not: the demo's figures are wrong then. */
export function versionOf(
  task: Task,
  assigned: Assigned,
  content: Content,
  context: CheckContext,
  sent: { at: Date; onTime: boolean | null },
): Version {
  const findings = explained(task, assigned, content.cells, context);
  const [open] = openFindings(findings);
  if (open !== undefined)
    throw new Error(`${assigned.code} ${task.asked.form} ${task.asked.period}: ${open.rule} ${open.text.zh}`);
  return { ...content, ...sent, findings };
}
