import { z } from "zod";

/** Fields that several nouns share. Numbers in paths and queries arrive as text. */
export const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
export const flag = z.enum(["true", "false"]).transform((text) => text === "true");
export const day = z.iso.date();
export const moment = z.iso.datetime({ offset: true });
/** No NUL, no lone surrogates: PostgreSQL and the screens refuse them. */
export const line = (max = 200) =>
  z
    .string()
    .max(max)
    .refine((text) => !text.includes("\u0000") && text.isWellFormed(), {
      message: "含有不可用字符 / contains characters that cannot be stored",
    });
export const filled = (max = 200) =>
  line(max).refine((text) => text.trim() !== "", { message: "不能为空 / must not be empty" });
export const key = z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,80}$/);
/** `total` or `<breakdown>:<member>`. */
export const member = z.string().regex(/^(total|[A-Za-z][A-Za-z0-9_]*:[A-Za-z0-9][A-Za-z0-9_-]*)$/);
/** Exact decimal in plain notation, as text. */
export const decimal = z.string().regex(/^-?\d{1,30}(\.\d{1,15})?$/, {
  message: "不是规范的十进制数 / not a plain decimal number",
});
export const hash = z.string().regex(/^[0-9a-f]{64}$/);
export const lens = z.enum(["submitted", "county", "city", "province"]);
export const tier = z.enum(["county", "city", "province", "nation"]);
export const text2 = z.object({ zh: z.string(), en: z.string() });
/** A time in an answer: ISO 8601, UTC. */
export const at = z.union([z.date(), z.string()]);
export const done = z.object({ ok: z.literal(true) });
