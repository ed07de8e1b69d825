import type { Form } from "./catalogue.ts";
import { error, warn, type LintFinding } from "./lint-finding.ts";

/** 表号, 制定机关, 批准文号, 有效期至 (统计法 art. 17, VR10): missing, or past. Forms that nobody fills in need none. */
export function lintApproval(form: Form, path: string, today: string | undefined): LintFinding[] {
  if (form.filledBy === "system") return [];
  const marks: [string | undefined, string, string][] = [
    [form.number, "表号", "number"],
    [form.maker, "制定机关", "maker"],
    [form.approval, "批准文号", "approval"],
    [form.validUntil, "有效期至", "validity"],
  ];
  const missing = marks.filter(([value]) => value === undefined || value.trim() === "");
  const findings: LintFinding[] = [];
  if (missing.length > 0)
    findings.push(
      warn(
        "approval_missing",
        path,
        `报表缺${missing.map(([, zh]) => zh).join("、")}（统计法第十七条）；正式布置前须取得批准并标明。`,
        `the form has no ${missing.map(([, , en]) => en).join(", ")} (Statistics Law, article 17); it must be approved and marked before it is issued.`,
      ),
    );
  const last = form.validUntil === undefined ? null : lastDay(form.validUntil);
  if (today !== undefined && last !== null && last < today)
    findings.push(
      error(
        "approval_expired",
        `${path}.validUntil`,
        `报表有效期至 ${form.validUntil}，已过期；请重新报批，或停用该表。`,
        `the form was valid until ${last}; have it approved again or take it out of use.`,
      ),
    );
  return findings;
}

/** The last day that a text such as 2029-12-31, 2029年12月, 2029/6 or 2029年 names; null where it names none. */
export function lastDay(text: string): string | null {
  const plain = text.normalize("NFKC").replaceAll(/\s/g, "");
  const parts = /(\d{4})(?:年|[-/.])?(?:(\d{1,2})(?:月|[-/.])?(?:(\d{1,2})日?)?)?/.exec(plain);
  if (!parts) return null;
  const [, year = "", month = "12", day] = parts;
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (Number(month) < 1 || Number(month) > 12 || Number(day ?? "1") < 1 || Number(day ?? "1") > days) return null;
  return `${year}-${month.padStart(2, "0")}-${(day ?? String(days)).padStart(2, "0")}`;
}
