import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { api, read, type Answer } from "@duibiao/client";
import { Button, DataTable, nameOf, roles, showMoment, useLanguage, useText, type Column } from "@duibiao/ui";
import { useAddress } from "../address.ts";
import { Loaded } from "../problem-box.tsx";
import { CreateDialog } from "./create-dialog.tsx";
import { PeopleFrame } from "./people-frame.tsx";
import { usePeopleRights } from "./rights.ts";
import type { PeopleSearch } from "./search.ts";
import { passwordStates, postText, stateFilters } from "./words.ts";

type Row = Answer<typeof api.users.listUsers>["items"][number];

/** 账号: everybody of the jurisdiction, searched on the server, a page at a time. */
export function PeoplePage() {
  const t = useText();
  const rights = usePeopleRights();
  const [search, change] = useAddress<PeopleSearch>();
  const { q, role, state, page } = search;
  const people = useQuery({
    ...read(api.users.listUsers, { query: { q, role, state, page } }),
    enabled: rights.any,
    placeholderData: keepPreviousData,
  });
  return (
    <PeopleFrame
      title={t("账号", "Accounts")}
      actions={
        rights.accounts ? (
          <Button look="primary" onClick={() => change({ new: true })}>
            {t("开设账号", "New account")}
          </Button>
        ) : null
      }
    >
      <Loaded of={people}>{(data) => <List data={data} />}</Loaded>
      {search.new && rights.accounts ? <CreateDialog onClose={() => change({ new: undefined })} /> : null}
    </PeopleFrame>
  );
}

function List({ data }: { data: Answer<typeof api.users.listUsers> }) {
  const t = useText();
  const { language } = useLanguage();
  const [, change] = useAddress<PeopleSearch>();
  const columns = useMemo<Column<Row>[]>(
    () => [
      {
        key: "name",
        header: { zh: "姓名", en: "Name" },
        value: ({ name }) => name,
        cell: ({ id, name }) => (
          <Link to="/people/$user" params={{ user: String(id) }}>
            {name}
          </Link>
        ),
        head: true,
        width: "m",
      },
      { key: "username", header: { zh: "用户名", en: "User name" }, value: ({ username }) => username, width: "l" },
      { key: "place", header: { zh: "单位或地区", en: "Unit or region" }, value: ({ place }) => place, width: "l" },
      {
        key: "posts",
        header: { zh: "任职", en: "Posts" },
        value: ({ posts }) => posts.map((post) => postText(post, t)).join(t("；", "; ")),
        width: "fill",
      },
      { key: "phone", header: { zh: "电话", en: "Phone" }, value: ({ phone }) => phone, width: "m" },
      {
        key: "state",
        header: { zh: "状态", en: "State" },
        value: (row) =>
          t(row.disabledAt === null ? nameOf(passwordStates, row.password) : { zh: "已停用", en: "Disabled" }),
        width: "m",
      },
      {
        key: "seen",
        header: { zh: "最近活动", en: "Last seen" },
        value: ({ lastSeenAt }) => (lastSeenAt === null ? null : showMoment(lastSeenAt, language)),
        sortBy: ({ lastSeenAt }) => lastSeenAt,
        width: "l",
      },
    ],
    [t, language],
  );
  const from = (data.page - 1) * 100;
  return (
    <DataTable
      title={t("账号", "Accounts")}
      columns={columns}
      rows={data.items}
      rowKey={({ id }) => id}
      empty={t("没有符合条件的账号；请换一个查找词或状态。", "No account fits; try another word or state.")}
      tools={<Tools />}
      footer={
        data.pages > 1 ? (
          <span className="row">
            {t(
              `第 ${from + 1}–${from + data.items.length} 个，共 ${data.total} 个`,
              `${from + 1}–${from + data.items.length} of ${data.total}`,
            )}
            <Button
              small
              disabled={data.page === 1}
              onClick={() => change({ page: data.page === 2 ? undefined : data.page - 1 })}
            >
              {t("上一页", "Previous")}
            </Button>
            <Button small disabled={data.page >= data.pages} onClick={() => change({ page: data.page + 1 })}>
              {t("下一页", "Next")}
            </Button>
          </span>
        ) : null
      }
    />
  );
}

/** Search, role and state; what is typed is asked for after a moment's rest. */
function Tools() {
  const t = useText();
  const [{ q = "", role, state = "active" }, change] = useAddress<PeopleSearch>();
  const [typed, setTyped] = useState(q);
  useEffect(() => {
    if (typed === q) return;
    const timer = setTimeout(() => change({ q: typed, page: undefined }, { replace: true }), 300);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line exhaustive-deps -- the address is only looked at when something was typed
  }, [typed]);
  return (
    <>
      <label className="inline-field">
        {t("查找", "Search")}
        <input
          className="input people-search"
          type="search"
          value={typed}
          placeholder={t("姓名、用户名、单位、地区、岗位", "name, user name, unit, region, role")}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <label className="inline-field">
        {t("岗位", "Role")}
        <select
          className="input"
          value={role ?? ""}
          onChange={(event) =>
            change({ role: (event.target.value || undefined) as PeopleSearch["role"], page: undefined })
          }
        >
          <option value="">{t("全部", "All")}</option>
          {Object.entries(roles)
            .filter(([key]) => key !== "system")
            .map(([key, name]) => (
              <option key={key} value={key}>
                {t(name)}
              </option>
            ))}
        </select>
      </label>
      <label className="inline-field">
        {t("状态", "State")}
        <select
          className="input"
          value={state}
          onChange={(event) =>
            change({
              state: event.target.value === "active" ? undefined : (event.target.value as PeopleSearch["state"]),
              page: undefined,
            })
          }
        >
          {Object.entries(stateFilters).map(([key, name]) => (
            <option key={key} value={key}>
              {t(name)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
