import { lineName } from "@duibiao/indicators";
import { notify } from "../notices/notify.ts";
import type { Ctx } from "../serve.ts";
import { readCells } from "../submissions/content.ts";
import { formOf, openAsked } from "../submissions/open.ts";
import { address } from "../submissions/write-cells.ts";
import type { OpenTask } from "./tasks.ts";

type Named = { id: number; name: string };

/** Lines of one notice; the rest is counted. */
const most = 60;

/**
 * What an institution had typed and not sent is told, line by line, to whoever reports for it now: added up by itself it
 * might count twice, lost it would be missing.
 */
export async function handFigures(
  ctx: Ctx,
  change: number,
  tasks: readonly OpenTask[],
  parts: readonly Named[],
  into: Named,
): Promise<void> {
  for (const { collectionId, unitId, submissionId, name } of tasks) {
    if (submissionId === null) continue;
    const asked = await openAsked(ctx.tx, collectionId, unitId);
    const { compiled } = asked.catalogue;
    const typed = new Map((await readCells(ctx.tx, submissionId, asked.measures)).map((cell) => [address(cell), cell]));
    const lines = formOf(asked).lines.flatMap((line) => {
      const cell = typed.get(address(line));
      if (cell === undefined) return [];
      const { zh, en } = lineName(compiled, line);
      const { uom } = compiled.measures.get(line.measure)!;
      const said = cell.state === "number" ? `${cell.value} ${uom}` : cell.state === "na" ? "不适用" : "暂缺";
      return [{ zh: `${line.row} ${zh} ${said}`, en: `${line.row} ${en} ${said}` }];
    });
    if (lines.length === 0) continue;
    const from = parts.find(({ id }) => id === unitId)!.name;
    const rest = lines.length - most;
    await notify(ctx, {
      key: `matter/unit-change/${change}/figures/${collectionId}/${unitId}`,
      kind: "matter",
      title: {
        zh: `「${from}」在“${name}”中已填未报 ${lines.length} 格，请合并计入`,
        en: `${from} had typed ${lines.length} cells of "${name}"; put them into your report`,
      },
      body: {
        zh: `平台不自动相加。${lines
          .slice(0, most)
          .map(({ zh }) => zh)
          .join("；")}${rest > 0 ? `；另有 ${rest} 格` : ""}`,
        en: `Nothing is added by itself. ${lines
          .slice(0, most)
          .map(({ en }) => en)
          .join("; ")}${rest > 0 ? `; ${rest} more` : ""}`,
      },
      link: `/county/tasks/${collectionId}/${into.id}`,
      object: `unit-change/${change}`,
      to: { roles: ["clerk", "head"], units: [into.id] },
    });
  }
}
