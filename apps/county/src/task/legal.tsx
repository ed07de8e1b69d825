import { useText } from "@duibiao/ui";
import type { Assignment } from "./task.ts";
import "./task.css";

/** 表号, 制定机关, 批准文号, 有效期 and 文号 and legal basis of the collection: without them a form may be refused (统计法 art. 17). */
export function Legal({ task: { form, documentNo, legalBasis } }: { task: Assignment }) {
  const t = useText();
  const none = t("未下达", "not issued");
  const marks = [
    [t("表号", "Form no."), form.number],
    [t("制定机关", "Made by"), form.maker],
    [t("批准文号", "Approval"), form.approval],
    [t("有效期至", "Valid until"), form.validUntil],
    [t("布置文号", "Asked under"), documentNo],
    [t("法律依据", "Legal basis"), legalBasis],
  ] as const;
  return (
    <p className="legal quiet">
      {marks.map(([label, value]) => (
        <span key={label}>
          {label}
          {t("：", ": ")}
          {value === "" ? none : value}
        </span>
      ))}
    </p>
  );
}
