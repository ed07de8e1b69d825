import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api, call } from "@duibiao/client";
import { ProblemBox } from "@duibiao/screens";
import { Alert, Field, Page, useText } from "@duibiao/ui";
import { useRights } from "../roles.ts";
import type { Look } from "./columns.ts";
import { MappingForm } from "./mapping-form.tsx";
import "./mapping.css";

/** 新增对应: a real export of the system is looked at, nothing of it is kept; then its columns are named. */
export function NewMappingPage() {
  const t = useText();
  const rights = useRights();
  const looking = useMutation({
    mutationFn: async (file: File) =>
      call(api.mappings.lookAtExport, { body: new Uint8Array(await file.arrayBuffer()) }),
  });
  return (
    <Page
      title={t("新增导入对应", "New import mapping")}
      crumbs={[
        <Link key="all" to="/mappings">
          {t("导入对应", "Import mappings")}
        </Link>,
      ]}
    >
      {rights.draft ? (
        <div className="stack">
          <section className="card">
            <h2>{t("一、选一份导出文件", "1. Choose an export")}</h2>
            <Field
              label={t("导出文件（xlsx、xls、csv 或网页表格）", "Export (xlsx, xls, csv or web table)")}
              hint={t(
                "只读表名和前 20 行，文件不保存。请选系统原样导出的文件，不要另存。",
                "Only sheet names and the first 20 rows are read; the file is not kept. Choose it as the system gave it.",
              )}
            >
              {(ids) => (
                <input
                  {...ids}
                  type="file"
                  accept=".xlsx,.xls,.csv,.txt,.htm,.html"
                  onChange={({ target }) => {
                    const file = target.files?.[0];
                    if (file !== undefined) looking.mutate(file);
                  }}
                />
              )}
            </Field>
            {looking.isPending ? <p role="status">{t("正在读取…", "Reading…")}</p> : null}
            {looking.isError ? <ProblemBox error={looking.error} /> : null}
          </section>
          {looking.data ? <Sheets key={looking.submittedAt} look={looking.data} /> : null}
        </div>
      ) : (
        <Alert
          tone="warning"
          title={t("导入对应由省级分析员制定。", "Import mappings are made by the province's analysts.")}
        />
      )}
    </Page>
  );
}

function Sheets({ look }: { look: Look }) {
  const t = useText();
  const [name, choose] = useState(look.sheets[0]?.name);
  const [header, setHeader] = useState<number>();
  const sheet = look.sheets.find((own) => own.name === name);
  if (sheet === undefined) return <Alert tone="error" title={t("文件里没有表", "The file holds no sheet")} />;
  // The first row with most cells filled is the likeliest; the person sees it and may choose another.
  const filled = sheet.rows.map((row) => row.filter((text) => text !== "").length);
  const at = header ?? filled.indexOf(Math.max(...filled)) + 1;
  return (
    <>
      <section className="card">
        <h2>{t("二、指出表头（有几行的，选最后一行）", "2. Point at the header (of several rows, the last)")}</h2>
        {look.sheets.length > 1 ? (
          <label className="inline-field">
            {t("工作表", "Sheet")}
            <select
              className="input"
              value={name}
              onChange={({ target }) => {
                choose(target.value);
                setHeader(undefined);
              }}
            >
              {look.sheets.map((own) => (
                <option key={own.name}>{own.name}</option>
              ))}
            </select>
          </label>
        ) : null}
        <div className="mapping-look">
          <table className="plain">
            <caption className="sr-only">{t("前几行", "First rows")}</caption>
            <tbody>
              {sheet.rows.slice(0, 8).map((row, index) => (
                <tr key={index} className={index + 1 === at ? "mapping-header" : undefined}>
                  <th scope="row">
                    <label>
                      <input
                        type="radio"
                        name="header"
                        checked={index + 1 === at}
                        onChange={() => setHeader(index + 1)}
                      />{" "}
                      {t(`第 ${index + 1} 行`, `Row ${index + 1}`)}
                      {index + 1 === at ? t("（表头）", " (header)") : ""}
                    </label>
                  </th>
                  {row.map((text, column) => (
                    <td key={column}>{text}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <MappingForm
        key={`${name} ${at}`}
        sheet={look.sheets.length > 1 ? sheet.name : ""}
        header={at}
        columns={sheet.headers[at - 1] ?? []}
        sample={sheet.rows[at] ?? []}
      />
    </>
  );
}
