import { expect, test } from "vitest";
import { sorted } from "./folder.ts";

test("what office programs leave in a folder is no answer, and other kinds of files are named, not sent", () => {
  const names = ["甲.xlsx", "~$甲.xlsx", ".DS_Store", "Thumbs.db", "乙.xls", "说明.docx"];
  const { templates, others } = sorted(names.map((path) => ({ path, file: new File(["x"], path) })));
  expect(templates.map(({ path }) => path)).toEqual(["甲.xlsx"]);
  expect(others.map(({ path }) => path)).toEqual(["说明.docx", "乙.xls"]);
});
