import { faultOf, isDatabaseAway } from "./fault.ts";
import { problems, type Problem } from "./problem.ts";

/** Turns a database refusal into a sentence; constraint names stay inside. */
export function problemFromDatabase(error: unknown): Problem | null {
  const e = faultOf(error);
  if (e.code === "42501") return problems.forbidden("row");
  if (e.code === "23P01" || e.code === "23505") {
    return problems.conflict(
      "与已有记录重复（同一代码、同一时间或同一任务）",
      "Collides with a record that is already there (same code, same time or same task)",
    );
  }
  if (e.code === "23514") return problems.rule("数据不符合库表约束", "The data breaks a constraint of the ledger");
  // Text or numbers that the schemas let through but PostgreSQL cannot hold.
  if (/^(22021|22P05|22003|22P02|22007|22008)$/.test(e.code ?? "")) {
    return problems.badRequest([
      {
        path: "",
        zh: "含有数据库不能保存的字符、数值或时间",
        en: "holds characters, a number or a time that cannot be stored",
      },
    ]);
  }
  if (e.code === "23503") return problems.rule("引用的对象不存在", "It refers to something that does not exist");
  // Somebody else is writing there, thousands of units perhaps; the same again in a moment finds it free.
  if (e.code === "55P03" || e.code === "40P01") return problems.busy({ retryAfter: 2 });
  if (e.code === "40001") return problems.keyBusy();
  if (isDatabaseAway(error)) return problems.busy();
  return null;
}
