import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readOptions } from "./place.ts";

const typed = (args: string[], env: Record<string, string> = {}) =>
  readOptions("els-uk", "els-uk", args, { INIT_CWD: "/somewhere", ...env });

describe("the arguments of an example", () => {
  it("takes paths from where the command was typed", () => {
    expect(typed(["data", "--out", "here"])).toMatchObject({
      folder: "/somewhere/data",
      out: "/somewhere/here",
    });
  });

  it("finds its folder below DUIBIAO_REAL_DATA, and writes below the examples by default", () => {
    expect(typed([], { DUIBIAO_REAL_DATA: "/real" })).toMatchObject({
      folder: "/real/els-uk",
      out: join(import.meta.dirname, "../out/els-uk"),
    });
  });

  it("says in both languages what is missing", () => {
    expect(() => typed([])).toThrow(/请指明数据文件夹.*npm run els-uk.*\n.*Name the folder/);
    expect(() => typed(["data", "--server", "http://127.0.0.1:8080"])).toThrow(/--user.*\n.*--password/);
  });
});
