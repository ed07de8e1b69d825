import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { api, call, newKey } from "@duibiao/client";
import { Loaded, ProblemBox, useCatalogues, useCompiled } from "@duibiao/screens";
import { Button, Field, useText } from "@duibiao/ui";
import { useRights } from "../roles.ts";
import { cellsOf, proposed, type FormCell, type Meant } from "./columns.ts";
import { Columns } from "./columns-table.tsx";

type Props = { sheet: string; header: number; columns: readonly string[]; sample: readonly string[] };

/** The rest of a mapping: whose export it is, which form it answers, what its columns are. */
export function MappingForm(props: Props) {
  const t = useText();
  const catalogue = useCatalogues().data?.[0]?.id;
  const compiled = useCompiled(catalogue);
  const [form, setForm] = useState("");
  const forms = [...(compiled.data?.compiledForms.values() ?? [])].map((own) => own.form);
  return (
    <section className="card">
      <h2>{t("三、对应到报表", "3. Map to a form")}</h2>
      <Loaded of={compiled}>
        {(opened) => (
          <>
            <Field label={t("报表", "Form")}>
              {(ids) => (
                <select {...ids} className="input" value={form} onChange={({ target }) => setForm(target.value)}>
                  <option value="">{t("请选择", "Choose")}</option>
                  {forms.map((own) => (
                    <option key={own.key} value={own.key}>
                      {t(`${own.name.zh}（${own.key}）`, `${own.name.en} (${own.key})`)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            {form === "" ? null : (
              <Rest key={form} {...props} catalogue={catalogue!} form={form} cells={cellsOf(opened, form)} />
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

type RestProps = Props & { catalogue: number; form: string; cells: readonly FormCell[] };

function Rest({ sheet, header, columns, sample, catalogue, form, cells }: RestProps) {
  const t = useText();
  const { region } = useRights();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [named, name] = useState({ system: "", title: "", key: "", skip: "合计" });
  const [unit, setUnit] = useState(columns.find((own) => /单位|机构/.test(own)) ?? "");
  const [period, setPeriod] = useState(columns.find((own) => /月份|期间|时间|日期|季度|年月/.test(own)) ?? "");
  const [by, setBy] = useState<"code" | "name">("name");
  const [rows, setRows] = useState<"one" | "several">("one");
  const [meant, setMeant] = useState<Record<string, Meant>>(() => proposed(columns, cells));
  const wish = useMemo(() => newKey(), [named, unit, period, by, rows, meant]);
  const byKey = new Map(cells.map((cell) => [cell.key, cell]));
  const mapped = Object.entries(meant).flatMap(([column, { cell, uom }]) => {
    const found = byKey.get(cell);
    return found === undefined || column === unit || column === period
      ? []
      : [{ column, measure: found.measure, member: found.member, uom }];
  });
  const saving = useMutation({
    mutationFn: () =>
      call(api.mappings.saveMapping, {
        key: wish,
        body: {
          owner: region!,
          key: named.key,
          catalogue,
          document: {
            system: named.system,
            title: named.title,
            form,
            sheet,
            header,
            columns: [...columns],
            unit: unit === "" ? null : { column: unit, by },
            period: period === "" ? null : { column: period },
            skip: named.skip.split(/[、,，\s]+/).filter(Boolean),
            rows,
            cells: mapped,
          },
        },
      }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: [api.mappings.listMappings.id] });
      await navigate({ to: "/mappings", search: { mapping: String(id) } as never });
    },
  });
  const text = (field: keyof typeof named, label: string, hint: string, more = {}) => (
    <Field label={label} hint={hint}>
      {(ids) => (
        <input
          {...ids}
          className="input"
          required={field !== "skip"}
          maxLength={40}
          {...more}
          value={named[field]}
          onChange={({ target }) => name({ ...named, [field]: target.value })}
        />
      )}
    </Field>
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <div className="mapping-fields">
        {text("system", t("系统名称", "System"), t("作为来源显示在每个单元格", "Shown as the source of every cell"))}
        {text("title", t("导出表名称", "Name of the export"), t("如：公车运行月报", "Such as: vehicle running report"))}
        {text(
          "key",
          t("标识", "Key"),
          t("字母开头；同一标识再存即为新版本", "Begins with a letter; saved again it is a new version"),
          {
            pattern: "[A-Za-z][A-Za-z0-9_.\\-]{0,80}",
          },
        )}
        <Field label={t("单位列", "Column of the unit")}>
          {(ids) => (
            <select {...ids} className="input" value={unit} onChange={({ target }) => setUnit(target.value)}>
              <option value="">{t("没有：一份文件只有一个单位", "None: a file of one unit")}</option>
              {columns.filter(Boolean).map((own) => (
                <option key={own}>{own}</option>
              ))}
            </select>
          )}
        </Field>
        <Field
          label={t("单位列写的是", "It holds")}
          hint={t(
            "导入时代码、名称都认；按表样导出时用这一种",
            "Both are understood; the layout is written with this one",
          )}
        >
          {(ids) => (
            <select {...ids} className="input" value={by} onChange={({ target }) => setBy(target.value as typeof by)}>
              <option value="name">{t("单位名称", "the unit's name")}</option>
              <option value="code">{t("单位代码", "the unit's code")}</option>
            </select>
          )}
        </Field>
        <Field
          label={t("期间列", "Column of the period")}
          hint={t(
            "如 2026-03、2026年3月、2026年第一季度；不在本期的行不取，缺月份的不求和",
            "Such as 2026-03 or 2026Q1; rows of other periods are left out, a missing month is no sum",
          )}
        >
          {(ids) => (
            <select {...ids} className="input" value={period} onChange={({ target }) => setPeriod(target.value)}>
              <option value="">{t("没有：文件只含一期", "None: a file of one period")}</option>
              {columns.filter(Boolean).map((own) => (
                <option key={own}>{own}</option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t("每个单位", "A unit has")}>
          {(ids) => (
            <select
              {...ids}
              className="input"
              value={rows}
              onChange={({ target }) => setRows(target.value as typeof rows)}
            >
              <option value="one">{t("一行", "one row")}</option>
              <option value="several">{t("多行，相加（逐车、逐表、逐月）", "several rows that add up")}</option>
            </select>
          )}
        </Field>
        {text(
          "skip",
          t("不算单位的行", "Rows that are no unit's"),
          t("单位列写着这些字的行跳过，用顿号分开", "Rows whose unit column says so are skipped"),
        )}
      </div>
      <Columns
        columns={columns}
        sample={sample}
        taken={[unit, period]}
        cells={cells}
        meant={meant}
        onChange={setMeant}
      />
      {saving.isError ? <ProblemBox error={saving.error} /> : null}
      <Button type="submit" look="primary" busy={saving.isPending} disabled={region === null || mapped.length === 0}>
        {t(`保存，${mapped.length} 列可导入`, `Save: ${mapped.length} columns come in`)}
      </Button>
    </form>
  );
}
