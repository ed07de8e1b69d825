import { cellOf, type Figures } from "./cell.ts";
import { explanations } from "./exceptions.ts";
import { addressOf, type Form, type Task, type Unit } from "./tasks.ts";
import type { World } from "./world.ts";

export type Finding = {
  rule: string;
  severity: string;
  verdict: string;
  explanation: string;
  cells: { measure: string; member: string }[];
  text: { zh: string };
};
type Saved = {
  contentHash: string;
  findings: Finding[];
  conflicts: { measure: string; member: string; stored: { version?: number } }[];
};
type Submission = { id: number; state: string; lastRev: number };
export type Submitted = {
  id: number;
  revision: number;
  contentHash: string;
  onTime: boolean | null;
};

/** The people of a unit are called after its region. */
export const clerkOf = (unit: { code: string }) => `clerk.${unit.code.slice(1)}`;
export const headOf = (unit: { code: string }) => `head.${unit.code.slice(1)}`;

/** The clerk opens the form, types the figures, explains what has to be explained; clerk and head sign; the clerk submits. */
export async function report(world: World, unit: Unit, task: Task, figures: Figures): Promise<Submitted> {
  const { call } = world;
  const clerk = clerkOf(unit);
  const opened = await call<Submission>(clerk, "POST", "/submissions", {
    collection: task.id,
    unit: unit.id,
  });
  const saved = await fill(world, unit, opened.id, task.form, figures);
  return signAndSubmit(world, unit, opened.id, saved.contentHash);
}

/** Sections in which nothing happened are declared so (零报告); all other cells are typed. */
async function fill({ call }: World, unit: Unit, id: number, form: Form, figures: Figures): Promise<Saved> {
  const clerk = clerkOf(unit);
  const isEmpty = (section: Form["sections"][number]) =>
    section.lines.every((line) => figures[addressOf(line)] === "0");
  const typed = form.sections.filter((section) => !isEmpty(section)).flatMap((section) => section.lines.map(addressOf));
  const absent = typed.filter((address) => figures[address] === undefined);
  if (absent.length > 0)
    throw new Error(`${unit.name} ${form.key}：演示数据缺 / no demo figure for ${absent.join(", ")}`);
  const zeroSections = form.sections.filter(isEmpty).map((section) => section.key);
  const cells = typed.map((address) => cellOf(address, figures[address]!, 0));
  let saved = await call<Saved>(clerk, "PUT", `/submissions/${id}/cells`, { cells, zeroSections });
  if (saved.conflicts.length > 0) {
    // Cells that an earlier run has saved already: the clerk has seen them and types over them.
    const again = saved.conflicts.map(({ measure, member, stored }) => ({
      ...cells.find((cell) => cell.measure === measure && cell.member === member)!,
      version: stored.version,
    }));
    saved = await call<Saved>(clerk, "PUT", `/submissions/${id}/cells`, { cells: again });
  }
  const open = saved.findings.filter(
    (finding) => finding.verdict === "false" && finding.severity === "explain" && finding.explanation === "",
  );
  if (open.length === 0) return saved;
  const texts = open.map(({ rule, cells: [cell] }) => ({
    rule,
    ...cell,
    text: explanations[rule] ?? "",
  }));
  return call<Saved>(clerk, "PUT", `/submissions/${id}/cells`, { explanations: texts });
}

/** Both sign exactly what was saved. Whoever has signed it in an earlier run does not sign again. */
export async function signAndSubmit({ call }: World, unit: Unit, id: number, contentHash: string): Promise<Submitted> {
  const clerk = clerkOf(unit);
  const { signatures } = await call<{ signatures: { signedAs: string; valid: boolean }[] }>(
    clerk,
    "GET",
    `/submissions/${id}`,
  );
  for (const [as, person] of [
    ["clerk", clerk],
    ["head", headOf(unit)],
  ]) {
    if (!signatures.some((signature) => signature.valid && signature.signedAs === as))
      await call(person!, "POST", `/submissions/${id}/sign`, { contentHash });
  }
  return call<Submitted>(clerk, "POST", `/submissions/${id}/submit`, { contentHash });
}
