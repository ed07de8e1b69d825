import { useMutation, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { api, call, read } from "@duibiao/client";
import { itemTotals, readQuantity, type Item } from "@duibiao/indicators";
import { Loaded, ProblemBox } from "@duibiao/screens";
import { Button, Dialog, groupDigits, useText } from "@duibiao/ui";
import type { EntryLine, EntrySection } from "@duibiao/ui/grid";
import type { EntrySession } from "../entry/session.ts";
import { addItem, copyItem, fromItems, removeItem, toItems, typedAt, type TypedItem } from "./typed.ts";

type Props = {
  section: EntrySection;
  submissionId: number;
  session: EntrySession;
  onClose: () => void;
  /** The server wrote the sums into their cells: the page begins anew with what it holds. */
  onFilled: () => void;
};

const listsQuery = (id: number) => read(api.items.readItems, { params: { id } });

/** 逐行填: a section by its vehicles or buildings, a row for each; what the columns add up to goes into the form. */
export function ItemsDialog(props: Props) {
  const t = useText();
  const { section, submissionId, onClose } = props;
  const lists = useQuery({ ...listsQuery(submissionId), gcTime: 0, refetchOnWindowFocus: false });
  return (
    <Dialog wide title={t(`${section.name.zh}：逐行填`, `${section.name.en}, item by item`)} onClose={onClose}>
      <Loaded of={lists}>
        {(found) => {
          const list = found.lists.find((one) => one.section === section.key);
          return <Items key={list?.id ?? 0} {...props} seen={list?.id ?? 0} items={list?.items ?? []} />;
        }}
      </Loaded>
    </Dialog>
  );
}

function Items({
  section,
  submissionId,
  session,
  onFilled,
  seen,
  items,
}: Props & { seen: number; items: readonly Item[] }) {
  const t = useText();
  const { store, queue } = session;
  const lines = useMemo(
    () => section.lines.filter(({ measure }) => store.setup.compiled.measures.get(measure)?.aggRegion === "sum"),
    [section, store],
  );
  const [rows, setRows] = useState<readonly TypedItem[]>(() => fromItems(items));
  const read = toItems(rows, lines);
  const totals = new Map(
    itemTotals(lines, read.items).map((total) => [
      lines.find(({ measure, member }) => measure === total.measure && member === total.member)!.key,
      total,
    ]),
  );
  const saving = useMutation({
    async mutationFn() {
      await queue.flush();
      return call(api.items.saveItems, {
        params: { id: submissionId },
        body: {
          section: section.key,
          seen,
          items: read.items.map(({ label, values }) => ({ label, values: { ...values } })),
        },
      });
    },
    onSuccess: onFilled,
  });
  const mayType = store.setup.readOnly === null;
  return (
    <div className="stack">
      <p className="quiet">
        {t(
          "一车一行、一楼一行；没有的填“-”。一列每行都有答案，合计才写入本表；空着的不当作 0。可从 Excel 整块粘贴。",
          'A row for each vehicle or building; "-" where there is no such thing. A column goes into the form once every row has an answer; a blank is not taken for 0. Blocks paste from Excel.',
        )}
      </p>
      <div className="matrix-scroll">
        <table className="matrix-table">
          <thead>
            <tr>
              <th scope="col">{t("名称（车牌、楼名等）", "Name (plate, building)")}</th>
              {lines.map((line) => (
                <th key={line.key} scope="col">
                  {line.row} {t(line.fullName)} <span className="quiet">{line.uom}</span>
                </th>
              ))}
              <th scope="col" />
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={row.id}>
                <th scope="row" className="matrix-cell">
                  <Text row={row} lines={lines} at={at} column="label" {...{ rows, setRows, mayType }} />
                </th>
                {lines.map((line) => (
                  <td
                    key={line.key}
                    className={`matrix-cell ${read.faults.has(`${row.id} ${line.key}`) ? "invalid" : ""}`}
                  >
                    <Text row={row} lines={lines} at={at} column={line.key} {...{ rows, setRows, mayType }} />
                  </td>
                ))}
                <td>
                  {mayType ? (
                    <span className="row">
                      <Button
                        small
                        onClick={() => setRows(copyItem(rows, at))}
                        aria-label={t(`复制第 ${at + 1} 行`, `Copy row ${at + 1}`)}
                      >
                        {t("复制", "Copy")}
                      </Button>
                      <Button
                        small
                        look="quiet"
                        onClick={() => setRows(removeItem(rows, at))}
                        aria-label={t(`删除第 ${at + 1} 行`, `Remove row ${at + 1}`)}
                      >
                        {t("删除", "Remove")}
                      </Button>
                    </span>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t(`合计 ${rows.length} 行`, `Total of ${rows.length}`)}</th>
              {lines.map((line) => {
                const total = totals.get(line.key);
                return (
                  <td key={line.key} className="num">
                    {total === undefined ? "—" : null}
                    {total?.value ? groupDigits(total.value) : null}
                    {total && total.value === null
                      ? t(`还差 ${total.open.length} 行`, `${total.open.length} rows open`)
                      : null}
                  </td>
                );
              })}
              <td />
            </tr>
          </tfoot>
        </table>
      </div>
      {mayType ? (
        <div className="row">
          <Button onClick={() => setRows(addItem(rows))}>{t("加一行", "Add a row")}</Button>
          <Button
            look="primary"
            disabled={read.faults.size > 0}
            busy={saving.isPending}
            onClick={() => saving.mutate()}
          >
            {t("保存明细，合计写入本表", "Save the rows and enter their totals")}
          </Button>
          <span className="quiet">
            {read.faults.size > 0
              ? t(
                  `${read.faults.size} 格不能识别或缺名称，已标红`,
                  `${read.faults.size} cells cannot be read or lack a name`,
                )
              : t("保存须联网；保存前请不要关闭本窗口。", "Saving needs the network; do not close this window before.")}
          </span>
        </div>
      ) : null}
      {saving.isError ? <ProblemBox error={saving.error} /> : null}
    </div>
  );
}

type TextProps = {
  rows: readonly TypedItem[];
  setRows: (rows: readonly TypedItem[]) => void;
  mayType: boolean;
  row: TypedItem;
  lines: readonly EntryLine[];
  at: number;
  column: string;
};

function Text({ rows, setRows, mayType, row, lines, at, column }: TextProps) {
  const t = useText();
  const line = lines.find(({ key }) => key === column);
  const name = line ? t(line.fullName) : t("名称", "Name");
  return (
    <input
      className={line ? "num" : ""}
      aria-label={t(`第 ${at + 1} 行 ${name}`, `Row ${at + 1}, ${name}`)}
      readOnly={!mayType}
      autoComplete="off"
      maxLength={100}
      value={column === "label" ? row.label : (row.texts[column] ?? "")}
      onChange={(event) => setRows(typedAt(rows, lines, at, column, event.target.value))}
      onPaste={(event) => {
        const text = event.clipboardData.getData("text/plain");
        if (!/[\t\n\r]/.test(text) || !mayType) return;
        event.preventDefault();
        setRows(typedAt(rows, lines, at, column, text));
      }}
      title={line && row.texts[column] ? problemOf(row.texts[column], line.uom, t) : undefined}
    />
  );
}

function problemOf(text: string, uom: string, t: ReturnType<typeof useText>): string | undefined {
  if (/^[-—–]$/.test(text.trim())) return undefined;
  const read = readQuantity(text, uom);
  return read.ok ? undefined : t(read.problem);
}
