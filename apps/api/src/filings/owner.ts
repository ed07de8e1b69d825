import type { filings as contract, Input, Output } from "@duibiao/contract";
import type { Text } from "@duibiao/indicators";
import { identityIn, type OpenedBook } from "@duibiao/workbook";
import type { Institution } from "./institutions.ts";

type Answer = Output<typeof contract.fileTemplate>;
type Query = Input<typeof contract.fileTemplate>["query"];
type Owner = { unit: Institution } | Pick<Answer, "problem" | "candidates">;

export const named = ({ id, code, name }: Institution) => ({ id, code, name });

/** Whose a file is: its hidden key says so, or a person does. A file's name proposes, it never decides. */
export function ownerOf(book: OpenedBook, query: Query, institutions: readonly Institution[]): Owner {
  if (query.unit !== undefined) {
    const vouched = institutions.find(({ id }) => id === query.unit);
    return vouched === undefined ? unmatched(NOT_HERE, []) : { unit: vouched };
  }
  const candidates = proposed(query.name, institutions);
  const identity = identityIn(book);
  if (identity === null) return unmatched(book.ok ? NO_KEY : book.problem, candidates);
  if (identity.collection !== String(query.collection)) return unmatched(OTHER_TASK, []);
  const unit = institutions.find(({ id }) => String(id) === identity.unit);
  return unit === undefined ? unmatched(NOT_HERE, candidates) : { unit };
}

const unmatched = (problem: Text, candidates: readonly Institution[]) => ({
  problem,
  candidates: candidates.map(named),
});

/** Institutions whose code or name stands in the file's name, the longest name first: 县教育局 before 教育局. */
function proposed(name: string, institutions: readonly Institution[]): Institution[] {
  return institutions
    .filter((one) => name.includes(one.code) || name.includes(one.name))
    .sort((a, b) => b.name.length - a.name.length)
    .slice(0, 5);
}

const NO_KEY: Text = {
  zh: "文件里没有单位标识（不是下载的模板，或隐藏页已丢失）：请指定它是哪个单位的，或请单位重新下载模板",
  en: "The file carries no institution's key (it is no downloaded template, or lost its hidden sheet); say whose it is, or have the template downloaded again",
};
const NOT_HERE: Text = {
  zh: "文件里的单位不在本机构本次任务的名单里：请核对是否放错文件夹，或指定它是哪个单位的",
  en: "The institution in the file is not among this bureau's in this collection; look whether it lies in the wrong folder, or say whose it is",
};
const OTHER_TASK: Text = {
  zh: "这是另一次采集任务的模板：请选对任务，或请单位用本期模板填写",
  en: "This is a template of another collection; choose that one, or have this period's template filled in",
};
