import { api } from "@duibiao/client";
import type { Text } from "@duibiao/indicators";
import type { Assignment } from "../task/task.ts";

const writable = ["draft", "signed", "returned"];

/** Why nothing can be typed into a form now, and what to do instead; null = it can. */
export function readOnlyReason(
  { state, lockedAt, exemptReason }: Pick<Assignment, "state" | "lockedAt" | "exemptReason">,
  roles: readonly string[],
): Text | null {
  if (exemptReason !== null) {
    const because = api.unitChanges.exemptBecause(exemptReason);
    return { zh: `本单位免报：${because.zh}`, en: `The unit is exempt: ${because.en}` };
  }
  if (state === "locked")
    return {
      zh: "任务已锁定，只能查看；数有误请由负责人办理“锁定后更正”。",
      en: "Locked: look only. If a figure is wrong, the head files a correction.",
    };
  if (state === "correcting")
    return {
      zh: "更正申请正在逐级审核，原来的数继续有效。",
      en: "A request for correction is with the reviewers; the figures of before stand.",
    };
  if (!writable.includes(state))
    return {
      zh: "已报送，正在审核，不能直接修改；发现有误请联系审核人退回。",
      en: "Submitted and in review: it cannot be changed. If a figure is wrong, ask the reviewer to return it.",
    };
  if (lockedAt !== null)
    return { zh: "任务已锁定，不能再填报。", en: "The collection is locked; nothing can be reported any more." };
  if (!roles.includes("clerk"))
    return {
      zh: "只有本单位的填报人可以填写，您可以查看。",
      en: "Only the unit's clerk fills this in; you can look.",
    };
  return null;
}
