import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, call, newKey, read, type Answer } from "@duibiao/client";
import { Loaded, ProblemBox } from "@duibiao/screens";
import { Button, DataTable, groupDigits, showMoment, useLanguage, useText, type Column } from "@duibiao/ui";
import { keyOf, nameOfCell, useForm } from "../task/form.ts";
import { submissionQuery } from "../task/task.ts";
import type { Task } from "../task/task-page.tsx";

type Arrival = Answer<typeof api.arrivals.listArrivals>["items"][number];

const words: Record<Arrival["state"], { zh: string; en: string }> = {
  number: { zh: "", en: "" },
  na: { zh: "不适用", en: "n/a" },
  missing: { zh: "暂缺", en: "Missing" },
};

/** 外部来数: what other systems gave for this report; where it differs, the clerk may take it, cell by cell. */
export function Arrivals({ task }: { task: Task }) {
  const t = useText();
  const { language } = useLanguage();
  const client = useQueryClient();
  const form = useForm(task.assignment);
  const { id, cells } = task.submission;
  const arrivals = useQuery({ ...read(api.arrivals.listArrivals, { params: { id } }), staleTime: 0 });
  const adopting = useMutation({
    mutationFn: ({ measure, member, system }: Arrival) =>
      call(api.arrivals.adoptArrivals, {
        params: { id },
        body: {
          system,
          cells: [
            { measure, member, version: cells.find((own) => keyOf(own) === keyOf({ measure, member }))?.version ?? 0 },
          ],
        },
        key: newKey(),
      }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: [api.arrivals.listArrivals.id] }),
        client.invalidateQueries({ queryKey: submissionQuery(id).queryKey }),
      ]),
  });
  const compiled = form.data;
  const standing = (row: Arrival) => cells.find((own) => keyOf(own) === keyOf(row));
  const differs = (row: Arrival) => standing(row)?.state !== row.state || standing(row)?.value !== row.value;
  const figure = (cell: Pick<Arrival, "state" | "value"> | undefined) =>
    cell === undefined ? "" : cell.value === null ? t(words[cell.state]) : groupDigits(cell.value);
  const columns = useMemo<Column<Arrival>[]>(
    () => [
      {
        key: "name",
        header: { zh: "指标", en: "Measure" },
        value: (row) => (compiled ? t(nameOfCell(compiled, row)) : row.measure),
        width: "xl",
        head: true,
      },
      { key: "system", header: { zh: "来源系统", en: "System" }, value: ({ system }) => system, width: "m" },
      {
        key: "file",
        header: { zh: "文件和位置", en: "File and place" },
        value: ({ file, place }) => `${file} ${place}`,
        width: "l",
      },
      {
        key: "value",
        header: { zh: "来数", en: "Its figure" },
        type: "number",
        value: (row) => row.value ?? t(words[row.state]),
        cell: (row) => figure(row),
        width: "m",
      },
      {
        key: "stored",
        header: { zh: "现有的数", en: "On the platform" },
        type: "number",
        value: (row) => standing(row)?.value ?? "",
        cell: (row) => figure(standing(row)),
        width: "m",
      },
      {
        key: "verdict",
        header: { zh: "状态", en: "State" },
        value: (row) =>
          row.verdict === "written"
            ? t("✓ 已采用", "✓ taken")
            : differs(row)
              ? t("⇄ 与现有的数不同", "⇄ differs")
              : t("＝ 与现有的数相同", "= the same"),
        width: "m",
      },
      { key: "by", header: { zh: "送数人", en: "Brought by" }, value: ({ by }) => by, width: "m" },
      {
        key: "at",
        header: { zh: "时间", en: "At" },
        value: ({ at }) => showMoment(String(at), language),
        width: "l",
      },
      {
        key: "take",
        header: { zh: "操作", en: "Do" },
        value: () => "",
        cell: (row) =>
          row.verdict === "conflict" && differs(row) ? (
            <Button busy={adopting.isPending} onClick={() => adopting.mutate(row)}>
              {t("采用来数", "Take it")}
            </Button>
          ) : null,
        width: "m",
      },
    ],
    [compiled, adopting, cells, t, language],
  );
  return (
    <Loaded of={arrivals}>
      {({ items }) =>
        items.length === 0 ? null : (
          <section className="card">
            <h2>{t("外部来数", "Figures from other systems")}</h2>
            {adopting.isError ? <ProblemBox error={adopting.error} /> : null}
            <DataTable
              title={t("外部来数", "Figures from other systems")}
              columns={columns}
              rows={items}
              rowKey={(row) => `${row.system} ${keyOf(row)}`}
              empty=""
            />
          </section>
        )
      }
    </Loaded>
  );
}
