import { compareDecimals } from "@duibiao/indicators";
import type { CellValue } from "hucre/xlsx";
import { inert } from "./inert.ts";

/** Office programs keep 15 digits: a longer figure is written as text, so that none is lost. Other texts are made inert. */
export function figureCell(text: string): CellValue {
  if (text === "") return null;
  if (!/^-?\d+(\.\d+)?$/.test(text)) return inert(text);
  const digits = text.replace(/^-?0*\.?0*/, "").replace(".", "");
  return digits.length <= 15 && compareDecimals(text.replace("-", ""), "1000000000000000") < 0 ? Number(text) : text;
}
