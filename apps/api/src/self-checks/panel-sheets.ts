import { getTableColumns, gt, sql } from "drizzle-orm";
import { tables, type Db } from "@duibiao/db";
import { sheetHash, type SheetRow } from "../panels/sheets.ts";
import { partOver, patiently, type Part } from "./part.ts";

const batch = 500;

type Row = SheetRow & { logged: string | null };

/** Every sheet of an expert: it says what its hash says, and the log says that this hash was handed in. */
export const panelSheetsPart = (db: Db): Promise<Part> =>
  partOver("panel-sheets", batch, (after) => sheetsAfter(db, after), faultsOf);

function sheetsAfter(db: Db, after: number): Promise<Row[]> {
  const { panelSheets: s } = tables;
  const logged = sql<string | null>`(select a.detail ->> 'hash' from audit_log a
    where a.object = 'panel-sheet/' || panel_sheets.id and a.result = 'done' order by a.id limit 1)`;
  return db.transaction(async (tx) => {
    await patiently(tx);
    return tx
      .select({ ...getTableColumns(s), logged })
      .from(s)
      .where(gt(s.id, after))
      .orderBy(s.id)
      .limit(batch);
  });
}

function faultsOf({ logged, ...sheet }: Row): Part["faults"] {
  const where = { zh: `判断表 ${sheet.id}`, en: `panel sheet ${sheet.id}` };
  return [
    ...(says(sheet) ? [] : [{ zh: `${where.zh}：内容与校验码不符`, en: `${where.en}: says other than its hash` }]),
    ...(logged === null || logged === sheet.hash
      ? []
      : [
          {
            zh: `${where.zh}：不是日志记载交来的那一份`,
            en: `${where.en}: not the one that the log says was handed in`,
          },
        ]),
  ];
}

/** What can no longer be read does not say what its hash says. */
function says(sheet: SheetRow): boolean {
  try {
    return sheetHash(sheet) === sheet.hash;
  } catch {
    return false;
  }
}
