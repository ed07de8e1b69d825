import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState, type FormEvent } from "react";
import { api, call, type Answer } from "@duibiao/client";
import {
  Button,
  DataTable,
  DayInput,
  Field,
  roles,
  showDay,
  showClock,
  useLanguage,
  useText,
  type Column,
} from "@duibiao/ui";
import { useAddress } from "../address.ts";
import { Loaded } from "../problem-box.tsx";
import { AuditFrame } from "./audit-frame.tsx";
import type { AuditSearch } from "./search.ts";

type Entry = Answer<typeof api.audit.listAudit>["items"][number];

/** 审计日志: who did what to what, when, from where, with which outcome; by object and by person. */
export function AuditPage() {
  const t = useText();
  const [search, change] = useAddress<AuditSearch>();
  const { object, person, action, result, from, to } = search;
  const query = {
    object,
    person,
    action,
    result,
    ...(from === undefined ? {} : { from: `${from}T00:00:00+08:00` }),
    ...(to === undefined ? {} : { to: new Date(Date.parse(`${to}T00:00:00+08:00`) + 86_400_000).toISOString() }),
  };
  const pages = useInfiniteQuery({
    queryKey: [api.audit.listAudit.id, query],
    queryFn: ({ pageParam, signal }) =>
      call(api.audit.listAudit, { query: { ...query, ...(pageParam === null ? {} : { after: pageParam }) }, signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  });
  const rows = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data]);
  const columns = useColumns();
  const title = t("审计日志", "Audit log");
  return (
    <AuditFrame of="audit" title={title}>
      <SearchForm key={JSON.stringify(search)} search={search} onSearch={change} />
      <Loaded of={pages}>
        {() => (
          <DataTable
            title={title}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            empty={t("没有符合条件的日志。", "Nothing in the log meets this.")}
            footer={pages.hasNextPage ? t("，更早的未列出", "; earlier rows are not listed") : null}
          />
        )}
      </Loaded>
      {pages.hasNextPage ? (
        <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t("更早的日志", "Earlier rows")}
        </Button>
      ) : null}
    </AuditFrame>
  );
}

type Change = (patch: AuditSearch) => void;

function useColumns(): Column<Entry>[] {
  const t = useText();
  const { language } = useLanguage();
  return [
    {
      key: "at",
      header: { zh: "时间（北京）", en: "Time (Beijing)" },
      width: "m",
      value: ({ at }) => `${showDay(at, language)} ${showClock(at, language)}`,
    },
    {
      key: "person",
      header: { zh: "人员", en: "Person" },
      width: "l",
      value: (entry) => personOf(entry),
      cell: (entry) => {
        const { person } = entry;
        if (person === null) return personOf(entry) || t("平台", "the platform");
        return (
          <Link to="." search={{ person: person.username } as never}>
            {personOf(entry)}
          </Link>
        );
      },
    },
    {
      key: "role",
      header: { zh: "岗位", en: "Role" },
      width: "s",
      value: ({ role }) =>
        postsOf(role)
          .map((one) => t(roles[one]))
          .join(t("、", ", ")),
    },
    {
      key: "action",
      header: { zh: "操作", en: "Action" },
      width: "l",
      value: ({ action, summary }) => (summary === null ? action : t(summary)),
    },
    {
      key: "object",
      header: { zh: "对象", en: "Object" },
      width: "m",
      value: ({ object }) => object,
      cell: ({ object }) => (
        <Link to="." search={{ object } as never}>
          {object}
        </Link>
      ),
    },
    { key: "region", header: { zh: "地区", en: "Region" }, width: "s", value: ({ region }) => region },
    {
      key: "result",
      header: { zh: "结果", en: "Outcome" },
      width: "xs",
      value: ({ result }) => (result === "done" ? t("完成", "done") : t("被拒绝", "refused")),
    },
    { key: "source", header: { zh: "来源地址", en: "From" }, width: "s", value: ({ source }) => source },
    {
      key: "detail",
      header: { zh: "内容", en: "Detail" },
      width: "fill",
      value: ({ detail }) => (Object.keys(detail).length === 0 ? null : JSON.stringify(detail)),
      cell: ({ detail }) => <Detail detail={detail} />,
    },
    {
      key: "seq",
      header: { zh: "链上序号", en: "Link" },
      type: "number",
      width: "xs",
      value: ({ seq }) => seq,
    },
  ];
}

/** Posts of whoever did it, as the log keeps them. */
const postsOf = (role: string) => role.split(",").filter((one): one is keyof typeof roles => one in roles);

/** On screen a hash is its first characters; an export holds all of it. */
function Detail({ detail }: Pick<Entry, "detail">) {
  return Object.entries(detail).map(([name, value]) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return (
      <span key={name} className="audit-detail" title={text}>
        <span className="quiet">{name}</span> {text.replaceAll(/\b([0-9a-f]{8})[0-9a-f]{32,}\b/g, "$1…")}
      </span>
    );
  });
}

const personOf = ({ person, userId }: Entry): string =>
  person === null ? (userId === null ? "" : `#${userId}`) : `${person.name} ${person.username}`;

function SearchForm({ search, onSearch }: { search: AuditSearch; onSearch: Change }) {
  const t = useText();
  const [draft, setDraft] = useState(search);
  const text = (name: "object" | "person", label: string, hint: string) => (
    <Field label={label} hint={hint}>
      {(ids) => (
        <input
          {...ids}
          className="input"
          value={draft[name] ?? ""}
          onChange={({ target }) => setDraft({ ...draft, [name]: target.value.trim() || undefined })}
        />
      )}
    </Field>
  );
  const day = (name: "from" | "to", label: string) => (
    <Field label={label}>
      {(ids) => (
        <DayInput
          {...ids}
          value={draft[name] ?? ""}
          onChange={({ target }) => setDraft({ ...draft, [name]: target.value || undefined })}
        />
      )}
    </Field>
  );
  return (
    <form
      className="card audit-search no-print"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        onSearch(draft);
      }}
    >
      {text(
        "object",
        t("对象", "Object"),
        t("如 submission/7；只写 submission 为全部报送", "submission/7, or submission for all of them"),
      )}
      {text("person", t("人员", "Person"), t("账号，或姓名的一部分", "an account, or part of a name"))}
      {day("from", t("起", "From"))}
      {day("to", t("止（含当日）", "To, that day included"))}
      <Field label={t("结果", "Outcome")}>
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={draft.result ?? ""}
            onChange={({ target }) =>
              setDraft({ ...draft, result: (target.value || undefined) as AuditSearch["result"] })
            }
          >
            <option value="">{t("全部", "All")}</option>
            <option value="done">{t("完成", "Done")}</option>
            <option value="refused">{t("被拒绝", "Refused")}</option>
          </select>
        )}
      </Field>
      <div className="row">
        <Button type="submit" look="primary">
          {t("查询", "Search")}
        </Button>
        <Button
          type="button"
          onClick={() =>
            onSearch({
              object: undefined,
              person: undefined,
              action: undefined,
              result: undefined,
              from: undefined,
              to: undefined,
            })
          }
        >
          {t("清除条件", "Clear")}
        </Button>
      </div>
    </form>
  );
}
