import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, call, type Answer } from "@duibiao/client";
import { Alert, Button, Field, nameOf, roles, showMoment, useLanguage, useText } from "@duibiao/ui";
import { ProblemBox } from "../problem-box.tsx";
import { useSession } from "../session.ts";
import { PeopleFrame } from "./people-frame.tsx";
import { PlacePicker, type PickedPlace } from "./place-picker.tsx";
import { header, prefilled } from "./prefilled.ts";
import { usePeopleRights } from "./rights.ts";

type Opened = Answer<typeof api.users.openUsers>;

const verdicts = {
  new: { zh: "新开设", en: "new account" },
  code: { zh: "已开设、未登录过：给新的一次性密码", en: "open, never signed in: a new code" },
  used: { zh: "已在用：不变", en: "in use: stays as it is" },
} as const;

/** 批量开户: a table, what would become of every row, then the accounts with a list of codes to print and cut. */
export function OpenPage() {
  const t = useText();
  const rights = usePeopleRights();
  const client = useQueryClient();
  const [file, setFile] = useState<{ name: string; bytes: Uint8Array } | null>(null);
  const send = (dryRun: boolean) =>
    call(api.users.openUsers, {
      query: { dryRun: dryRun ? "true" : "false" },
      body: file!.bytes as Uint8Array<ArrayBuffer>,
    });
  const rehearsing = useMutation({ mutationFn: () => send(true) });
  const opening = useMutation({ mutationFn: () => send(false), onSuccess: () => client.invalidateQueries() });
  const take = async (picked: File | undefined) => {
    opening.reset();
    rehearsing.reset();
    setFile(picked === undefined ? null : { name: picked.name, bytes: new Uint8Array(await picked.arrayBuffer()) });
  };
  const rehearsed = rehearsing.data;
  if (opening.data) return <Slips opened={opening.data} />;
  return (
    <PeopleFrame title={t("批量开户", "Open many accounts")}>
      {rights.accounts ? (
        <section className="card">
          <p>
            {t(
              "一行一个账号，至多 500 行。填报人、负责人填单位代码，其他岗位填地区代码；岗位可以不填。任职由安全保密管理员确认后生效。",
              "One account a row, 500 at most. Clerks and heads take a unit's code, others a region's; the role may stay empty. Posts begin when a security administrator confirms them.",
            )}{" "}
            <Button small onClick={() => void saveTemplate()}>
              {t("下载空表", "Empty table")}
            </Button>
          </p>
          <Prefill />
          <Field label={t("表格文件", "Table")} hint={t("xlsx 或 csv", "xlsx or csv")}>
            {(ids) => (
              <input
                {...ids}
                type="file"
                accept=".xlsx,.csv"
                onChange={(event) => void take(event.target.files?.[0])}
              />
            )}
          </Field>
          <p className="row">
            <Button disabled={file === null} busy={rehearsing.isPending} onClick={() => rehearsing.mutate()}>
              {t("试运行", "Dry run")}
            </Button>
            <Button
              look="primary"
              disabled={rehearsed === undefined || rehearsed.problems.length > 0 || rehearsed.rows.length === 0}
              busy={opening.isPending}
              onClick={() => opening.mutate()}
            >
              {t("全部开设", "Open all of them")}
            </Button>
            <span className="quiet">
              {t("试运行无误后才能开设；全部开成或全部不开。", "After a clean dry run; all of them or none.")}
            </span>
          </p>
        </section>
      ) : null}
      {rehearsing.isError ? <ProblemBox error={rehearsing.error} /> : null}
      {opening.isError ? <ProblemBox error={opening.error} /> : null}
      {rehearsed ? <Verdicts opened={rehearsed} /> : null}
    </PeopleFrame>
  );
}

/** The table with a region's units in it: what is left to type is who they are. */
function Prefill() {
  const t = useText();
  const [place, setPlace] = useState<PickedPlace | null>(null);
  const filling = useMutation({
    mutationFn: async (region: number) => {
      const found = await prefilled(region);
      if (found.units > 0) await saveTemplate(found.rows);
      return found;
    },
  });
  return (
    <details>
      <summary>
        {t(
          "按地区预填：每个还没有账号的单位，填报人、负责人各一行",
          "Prefilled by region: a clerk and a head for each unit without an account",
        )}
      </summary>
      <PlacePicker
        label={t("地区", "Region")}
        only="region"
        onPick={(picked) => {
          setPlace(picked);
          filling.reset();
        }}
      />
      <Button small disabled={place === null} busy={filling.isPending} onClick={() => filling.mutate(place!.region!)}>
        {t("下载预填表", "Prefilled table")}
      </Button>{" "}
      {filling.isError ? <ProblemBox error={filling.error} /> : null}
      {filling.data ? (
        <span role="status">
          {filling.data.units === 0
            ? t("这个地区的单位都已有账号。", "Every unit of the region has an account.")
            : t(
                `${filling.data.units} 个单位，补上姓名、电话即可上传。`,
                `${filling.data.units} units; add names and telephones, then upload.`,
              )}
          {filling.data.left > 0
            ? t(
                `另有 ${filling.data.left} 个单位，开完这批再下载一次。`,
                ` ${filling.data.left} more: download again once these are open.`,
              )
            : null}
        </span>
      ) : null}
    </details>
  );
}

async function saveTemplate(rows: string[][] = []): Promise<void> {
  const { writeTable } = await import("@duibiao/workbook/table");
  const columns = header.map((name) => ({ name, type: "text" as const }));
  const bytes = await writeTable([{ name: "开户", columns, rows }]);
  const blob = new Blob([bytes as Uint8Array<ArrayBuffer>]);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = "批量开户.xlsx";
  link.click();
  // The browser reads the file after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Every row with what would become of it, the wrong ones first. */
function Verdicts({ opened }: { opened: Opened }) {
  const t = useText();
  return (
    <section className="card">
      <h2>{t("试运行结果", "Dry run")}</h2>
      <p role="status">
        {opened.problems.length === 0
          ? t(
              `${opened.rows.length} 行都可以开设，还没有写入。`,
              `All ${opened.rows.length} rows can be opened; nothing is written yet.`,
            )
          : t(
              `${opened.problems.length} 处有误，须改好后重新上传；没有写入。`,
              `${opened.problems.length} faults; mend and upload again. Nothing is written.`,
            )}
      </p>
      <table className="plain">
        <thead>
          <tr>
            <th>{t("行", "Row")}</th>
            <th>{t("用户名", "User name")}</th>
            <th>{t("姓名", "Name")}</th>
            <th>{t("单位或地区", "Unit or region")}</th>
            <th>{t("岗位", "Role")}</th>
            <th>{t("结果", "Verdict")}</th>
          </tr>
        </thead>
        <tbody>
          {opened.problems.map(({ row, column, code, zh, en, value }) => (
            <tr key={`${row} ${column} ${code}`}>
              <td>{row}</td>
              <td colSpan={4}>
                {column}
                {t("：", ": ")}
                {value}
              </td>
              <td>✕ {t(zh, en)}</td>
            </tr>
          ))}
          {opened.rows.map(({ row, username, name, place, role, verdict }) => (
            <tr key={row}>
              <td>{row}</td>
              <td>{username}</td>
              <td>{name}</td>
              <td>{place}</td>
              <td>{role === null ? "" : t(nameOf(roles, role))}</td>
              <td>✓ {t(verdicts[verdict])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The codes on slips to print and cut, one for each person; they are shown this once. */
function Slips({ opened }: { opened: Opened }) {
  const t = useText();
  const { language } = useLanguage();
  const { user, administrators } = useSession();
  const coded = opened.rows.filter(({ password }) => password !== null);
  const phone = administrators.find(({ name }) => name === user.name)?.phone ?? "";
  return (
    <PeopleFrame
      title={t("一次性密码清单", "One-time codes")}
      actions={<Button onClick={() => print()}>{t("打印", "Print")}</Button>}
    >
      <div className="no-print">
        <Alert
          tone="warning"
          title={t(
            `已开设。${coded.length} 个一次性密码只显示这一次，请现在打印，裁开后分别交给本人`,
            `Done. ${coded.length} codes are shown this once: print now, cut, hand each to its person`,
          )}
        >
          {t(
            "丢失时把同一张表再上传一次，没有登录过的人得到新的密码。",
            "If lost, upload the same table again: whoever has not signed in gets another.",
          )}
        </Alert>
      </div>
      <div className="slips">
        {coded.map(({ row, username, name, place, password }) => (
          <div key={row} className="slip">
            <div>
              {place} <strong>{name}</strong>
            </div>
            <div>
              {t("网址：", "Address: ")}
              {location.origin}
            </div>
            <div>
              {t("用户名：", "User name: ")}
              {username}
            </div>
            <div className="slip-code">
              {t("一次性密码：", "Code: ")}
              {password}
            </div>
            <div className="quiet">
              {t(
                `只能用一次，${opened.until === null ? "" : showMoment(opened.until, language)} 前有效。管理员 ${user.name} ${phone}`,
                `One use, good until ${opened.until === null ? "" : showMoment(opened.until, language)}. Administrator ${user.name} ${phone}`,
              )}
            </div>
          </div>
        ))}
      </div>
    </PeopleFrame>
  );
}
