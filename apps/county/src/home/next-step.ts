import type { Text } from "@duibiao/indicators";
import type { Assignment } from "../task/task.ts";

/** What the person does next in a task: the one button, and where it leads (below `/tasks/:collection/:unit`). */
export type Step = { name: Text; to: "" | "/sign" | "/receipt" | "/questions"; main: boolean };

type Progress = Pick<
  Assignment,
  | "state"
  | "signing"
  | "required"
  | "answered"
  | "findings"
  | "openQuestions"
  | "returnReason"
  | "awaitingScan"
  | "lastRev"
>;

const inWork = ["not_started", "draft", "signed", "returned"];

/** Which list a task stands in; an exemption is said until the collection is locked. */
export function placeOf(
  task: Pick<Assignment, "state" | "openQuestions" | "awaitingScan" | "lockedAt">,
): "todo" | "sent" | "exempt" | "done" {
  if (task.openQuestions > 0 || task.awaitingScan || inWork.includes(task.state)) return "todo";
  if (task.state === "exempt") return task.lockedAt === null ? "exempt" : "done";
  return ["locked", "province_accepted"].includes(task.state) ? "done" : "sent";
}

const step = (zh: string, en: string, to: Step["to"], main = true): Step => ({ name: { zh, en }, to, main });

/** Whether every gate but the signatures is passed. */
export const isComplete = ({ required, answered, findings }: Progress): boolean =>
  answered >= required && findings.block === 0 && findings.unexplained === 0;

/** @param roles what the person is at the task's unit: a clerk fills in, clerk and head sign and submit. */
export function nextStep(task: Progress, roles: readonly string[]): Step | null {
  const fills = roles.includes("clerk");
  if (task.openQuestions > 0) return step("答复核实单", "Answer questions", "/questions");
  switch (task.state) {
    case "exempt":
      return null;
    case "not_started":
      return fills ? step("开始填报", "Start", "") : null;
    case "returned":
      return step("查看退回原因", "See why returned", "/questions");
    case "draft":
      if (isComplete(task))
        return task.signing === "online" ? step("去签署", "Sign", "/sign") : step("报送", "Submit", "/sign");
      return fills ? step("继续", "Continue", "") : step("查看", "Look", "/sign", false);
    case "signed":
      return step("报送", "Submit", "/sign");
    default:
      if (task.awaitingScan) return step("上传签章扫描件", "Upload the signed scan", "/sign");
      return task.lastRev > 0 ? step("回执", "Receipt", "/receipt", false) : null;
  }
}

/** What stands between the task and its submit, in words; empty when nothing does. */
export function hindrances(task: Progress): Text[] {
  const open = inWork.includes(task.state);
  const said: Text[] = [];
  const say = (n: number, zh: string, en: string) => n > 0 && said.push({ zh: `${zh} ${n}`, en: `${n} ${en}` });
  if (open) {
    const unanswered = task.required - task.answered;
    say(unanswered, "未答", "unanswered");
    // Every required line without an answer is a broken block rule as well; it is not counted twice.
    say(task.findings.block - unanswered, "强制性问题", "blocking");
    say(task.findings.unexplained, "待说明", "to explain");
  }
  say(task.openQuestions, "未答复核实单", "open questions");
  if (task.state === "draft" && task.signing === "online" && isComplete(task))
    said.push({ zh: "未签署", en: "not signed" });
  if (task.awaitingScan) said.push({ zh: "缺签章扫描件", en: "signed scan missing" });
  return said;
}
