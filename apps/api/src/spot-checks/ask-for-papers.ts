import type { Ctx } from "../serve.ts";
import { placeOf, loadBundle } from "../submissions/open.ts";
import { raise } from "../submissions/question.ts";
import { possible } from "../submissions/states.ts";
import type { DrawnCell } from "./frame.ts";

/**
 * 请附凭证: each unit is asked for the paper behind its drawn cells, one question a cell; the paper comes with the answer.
 * What is locked meanwhile takes no question: of that the bureau looks at the papers where they are.
 */
export async function askForPapers(ctx: Ctx, check: number, cells: readonly DrawnCell[], dueAt: string) {
  const text = `抽查第 ${check} 号抽中本格：请附能证明这个数的凭证（账单、台账等），并写明在第几页。`;
  let asked = 0;
  // In one order, so that two draws at once never wait for each other.
  for (const id of [...new Set(cells.map(({ submission }) => submission))].sort((a, b) => a - b)) {
    const bundle = await loadBundle(ctx.tx, id, true);
    ctx.must("submission.question", placeOf(bundle.submission));
    if (!possible.question.includes(bundle.submission.state)) continue;
    for (const { submission, measure, member } of cells) {
      if (submission !== id) continue;
      await raise(ctx, bundle, { measure, member, text, dueAt });
      asked += 1;
    }
  }
  return { asked, closed: cells.length - asked };
}
