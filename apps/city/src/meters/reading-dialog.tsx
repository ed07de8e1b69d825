import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, call, read, type Answer, type Given } from "@duibiao/client";
import { ProblemBox } from "@duibiao/screens";
import { useDecision } from "@duibiao/screens/decision";
import {
  beijingDay,
  Button,
  DataTable,
  Dialog,
  Field,
  groupDigits,
  showPeriod,
  useLanguage,
  TextField,
  useText,
  type Column,
} from "@duibiao/ui";
import type { Meter } from "./meters-page.tsx";

type Body = Given<typeof api.meters.readMeter>["body"];
type Split = Answer<typeof api.meters.readMeter>;
type Cell = Split["cells"][number];

const becameWords: Record<Cell["became"], { zh: string; en: string }> = {
  filled: { zh: "✓ 已填入报表", en: "✓ in the report" },
  differs: { zh: "≠ 单位已填别的数，未改", en: "≠ another figure was typed; left as it is" },
  closed: { zh: "– 没有可填的报表", en: "– no open report asks for it" },
};

/** 登记抄见数: split once; what became of each part is told before the dialog is closed. */
export function ReadingDialog({ meter, onClose }: { meter: Meter; onClose: () => void }) {
  const t = useText();
  const { language } = useLanguage();
  const periods = useQuery(read(api.periods.listPeriods, { query: {} }));
  const listed = (periods.data?.items ?? []).toSorted((a, b) => (a.end < b.end ? 1 : -1));
  const [period, setPeriod] = useState<number | null>(null);
  const [quantity, setQuantity] = useState("");
  const [documentNo, setDocumentNo] = useState("");
  const [tried, setTried] = useState(false);
  const [split, setSplit] = useState<Split | null>(null);
  const send = useDecision(
    (body: Body, key) => call(api.meters.readMeter, { params: { id: meter.id }, body, key }),
    setSplit,
  );
  // A quarter that is not over has no reading yet; who means it chooses it.
  const today = beijingDay(new Date());
  const isOver = ({ kind, end }: (typeof listed)[number]) => kind === "quarter" && end < today;
  const wanted = period ?? listed.find(isOver)?.id ?? listed[0]?.id;
  const isQuantity = /^\d{1,15}(\.\d{1,6})?$/.test(quantity);
  const go = () => {
    setTried(true);
    if (isQuantity && wanted !== undefined) send.mutate({ period: wanted, quantity, documentNo: documentNo.trim() });
  };
  if (split !== null)
    return (
      <Dialog
        key="split"
        wide
        title={t(
          `已分摊：${split.period} 共 ${groupDigits(split.quantity)}`,
          `Split: ${split.period}, ${groupDigits(split.quantity)} in all`,
        )}
        onClose={onClose}
        actions={
          <Button look="primary" onClick={onClose}>
            {t("完成", "Done")}
          </Button>
        }
      >
        <DataTable
          title={t("分摊结果", "Shares")}
          columns={columnsOf(split, t)}
          rows={split.cells}
          rowKey={({ unit }) => unit.id}
          empty=""
        />
      </Dialog>
    );
  return (
    <Dialog
      title={t(`${meter.name}：登记抄见数`, `${meter.name}: enter a reading`)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("取消", "Cancel")}</Button>
          <Button look="primary" busy={send.isPending} onClick={go}>
            {t("登记并分摊", "Enter and split")}
          </Button>
        </>
      }
    >
      <Field label={t("报告期", "Period")}>
        {(ids) => (
          <select {...ids} className="input" value={wanted ?? ""} onChange={(e) => setPeriod(Number(e.target.value))}>
            {listed.map((one) => (
              <option key={one.id} value={one.id}>
                {showPeriod(one, language)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        label={t("抄见数", "Reading")}
        hint={t(
          "按数据项的计量单位填写。再登记一次就是更正，原来的留底。",
          "In the figure's uom. Another entry corrects it; the first stays on record.",
        )}
        fault={
          tried && !isQuantity
            ? t("请填不小于 0 的数，不带单位。", "Give a number of 0 or more, without its uom.")
            : null
        }
      >
        {(ids) => (
          <input
            {...ids}
            className="input"
            inputMode="decimal"
            value={quantity}
            onChange={(e) => setQuantity(e.target.value.trim())}
          />
        )}
      </Field>
      <TextField
        label={t("账单号（可不填）", "Bill, if any")}
        maxLength={100}
        value={documentNo}
        onChange={setDocumentNo}
      />
      {send.isError ? <ProblemBox error={send.error} /> : null}
    </Dialog>
  );
}

const columnsOf = ({ shares }: Split, t: ReturnType<typeof useText>): Column<Cell>[] => [
  { key: "unit", header: { zh: "单位", en: "Institution" }, width: "xl", head: true, value: ({ unit }) => unit.name },
  {
    key: "share",
    header: { zh: "本表分得", en: "Of this meter" },
    type: "number",
    width: "m",
    value: ({ unit }) => shares.find((one) => one.unit.id === unit.id)?.share ?? null,
  },
  {
    key: "all",
    header: { zh: "该报表分得合计", en: "All in that report" },
    type: "number",
    width: "m",
    value: ({ share }) => share,
  },
  {
    key: "value",
    header: { zh: "报表中的数", en: "In the report" },
    type: "number",
    width: "m",
    value: ({ value }) => value,
  },
  {
    key: "became",
    header: { zh: "结果", en: "Result" },
    width: "fill",
    value: ({ became, reportedBy: by }) =>
      t(becameWords[became]) + (by === null ? "" : t(`（由「${by}」合并填报）`, ` (${by} reports for it)`)),
  },
];
