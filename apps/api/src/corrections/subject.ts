import { canonicalDecimal, lineName } from "@duibiao/indicators";
import type { corrections as contract, Input } from "@duibiao/contract";
import type { CorrectionSubject } from "../matters/open.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { readObservations, type StoredCell } from "../submissions/content.ts";
import { findingsOf } from "../submissions/findings.ts";
import { formOf, isAsked, type Bundle } from "../submissions/open.ts";
import { address, emptyCell } from "../submissions/write-cells.ts";

type Asked = Input<typeof contract.askCorrection>["body"]["cells"];
type Cell = CorrectionSubject["cells"][number];

/** The revision that a correction changes: what the province accepted, else the last that was sent; 0: nothing was. */
export const baseOf = ({ submission }: Bundle): number => submission.provinceRev ?? submission.lastRev;

/** The figures that stand. */
export async function standingCells(ctx: Ctx, bundle: Bundle): Promise<StoredCell[]> {
  const base = baseOf(bundle);
  return base === 0 ? [] : readObservations(ctx.tx, bundle.submission.id, base, bundle.measures);
}

/** What is asked, each cell with what stands; refused where it is no cell of the form, stands twice, or changes nothing. */
export function subjectOf(bundle: Bundle, standing: readonly StoredCell[], asked: Asked): CorrectionSubject {
  const { form, lines } = formOf(bundle);
  const byAddress = new Map(standing.map((cell) => [address(cell), cell]));
  const seen = new Set<string>();
  const cells = asked.map(({ measure, member, value }): Cell => {
    const at = address({ measure, member });
    if (!isAsked(bundle, { measure, member }))
      throw problems.rule("该单元格不在本报表内", "This cell is not part of the form", { cell: at });
    if (seen.has(at))
      throw problems.rule("同一单元格在请求中出现两次", "The same cell stands twice in the request", { cell: at });
    seen.add(at);
    const line = lines.find((own) => address(own) === at)!;
    const before = byAddress.get(at);
    const after =
      value.state === "number"
        ? { state: value.state, value: canonicalDecimal(value.value), estimated: value.estimated ?? false, reason: "" }
        : { state: value.state, value: null, estimated: false, reason: value.reason };
    if (before !== undefined && isEqual(before, after))
      throw problems.rule("新值与现值相同，没有要更正的", "The new value is what stands already", { cell: at });
    const vocabulary = bundle.catalogue.compiled;
    return {
      measure,
      member,
      row: line.row,
      name: lineName(vocabulary, line),
      uom: vocabulary.measures.get(measure)!.uom,
      before: before === undefined ? null : figureOf(before),
      after,
    };
  });
  return {
    collection: bundle.collection.id,
    form: form.key,
    formName: form.name,
    period: bundle.period.key,
    base: baseOf(bundle),
    cells,
  };
}

type Figure = Cell["after"];

const figureOf = ({ state, value, estimated, reason }: Figure): Figure => ({ state, value, estimated, reason });

const isEqual = (a: Figure, b: Figure): boolean =>
  a.state === b.state && a.value === b.value && a.estimated === b.estimated && a.reason === b.reason;

/** The form as it will stand when the request is approved. */
export function correctedCells(standing: readonly StoredCell[], { cells }: CorrectionSubject): StoredCell[] {
  const after = new Map(standing.map((cell) => [address(cell), cell]));
  for (const { measure, member, after: figure } of cells) {
    const before = after.get(address({ measure, member }));
    after.set(address({ measure, member }), {
      ...emptyCell({ measure, member, value: null, version: 0 }),
      ...figure,
      note: before?.note ?? "",
      source: "correction",
    });
  }
  return [...after.values()];
}

/** Whether what the request says stands is still there: another correction may have come in between. */
export function mustStand(standing: readonly StoredCell[], { cells }: CorrectionSubject): void {
  const now = new Map(standing.map((cell) => [address(cell), cell]));
  const moved = cells.filter(({ measure, member, before }) => {
    const found = now.get(address({ measure, member }));
    return found === undefined || before === null
      ? (found === undefined) !== (before === null)
      : !isEqual(found, before);
  });
  if (moved.length > 0) throw problems.stale({ cells: moved.map(address) });
}

/** A correction keeps the form's block rules, as every report does. */
export async function mustHold(ctx: Ctx, bundle: Bundle, cells: readonly StoredCell[]) {
  const findings = await findingsOf(ctx, bundle, cells);
  const broken = findings.filter((f) => f.severity === "block" && f.verdict === "false");
  if (broken.length > 0) throw problems.gates({ findings: broken, unsigned: [] });
  return findings;
}
