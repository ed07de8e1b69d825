import { useQuery } from "@tanstack/react-query";
import { api, read, type Answer } from "@duibiao/client";
import {
  DataTable,
  NameTag,
  nameOf,
  showPeriod,
  Tag,
  useLanguage,
  useText,
  warningLevels,
  type Column,
} from "@duibiao/ui";
import { useCatalogues } from "../catalogue/compiled.ts";
import { Loaded } from "../problem-box.tsx";

type Answered = Answer<typeof api.warnings.readWarnings>;
type Item = Answered["items"][number];

const states = {
  raised: { zh: "已触发", en: "Raised" },
  undecided: { zh: "无法判定", en: "Undecided" },
  quiet: { zh: "未触发", en: "Not raised" },
  waiting: { zh: "未启用", en: "Not in use" },
};
const order = Object.keys(states);
const gravity = ["red", "orange", "yellow", "info"];

/** 预警 of a region in a period: raised ones first, the gravest before; the inactive ones last, never as not raised. */
export function Warnings({ region, period, name }: { region: number; period: number; name: string }) {
  const catalogue = useCatalogues().data?.[0]?.id;
  const warnings = useQuery({
    ...read(api.warnings.readWarnings, { params: { id: region }, query: { catalogue: catalogue!, period } }),
    enabled: catalogue !== undefined,
  });
  return <Loaded of={warnings}>{(data) => <Shown data={data} name={name} />}</Loaded>;
}

function Shown({ data, name }: { data: Answered; name: string }) {
  const t = useText();
  const { language } = useLanguage();
  if (data.items.length === 0) return null;
  const rows = data.items.toSorted(
    (a, b) =>
      order.indexOf(a.state) - order.indexOf(b.state) ||
      gravity.indexOf(a.level ?? "") - gravity.indexOf(b.level ?? ""),
  );
  const count = (state: Item["state"]) => data.items.filter((item) => item.state === state).length;
  const when = showPeriod(data.period, language);
  return (
    <section className="card">
      <h2>{t("预警", "Warnings")}</h2>
      <DataTable
        title={t(`${name}${when}预警`, `${name}, ${when}: warnings`)}
        columns={columnsOf(t)}
        rows={rows}
        rowKey={({ key }) => key}
        empty=""
        about={{ stamps: data.stamps.map((stamp) => t(stamp)) }}
        footer={t(
          `已触发 ${count("raised")} 项，无法判定 ${count("undecided")} 项，未触发 ${count("quiet")} 项；另有 ${count("waiting")} 项未启用，不计为未触发。`,
          `${count("raised")} raised, ${count("undecided")} undecided, ${count("quiet")} not raised; ${count("waiting")} not in use, never counted as not raised.`,
        )}
      />
    </section>
  );
}

const columnsOf = (t: ReturnType<typeof useText>): Column<Item>[] => [
  { key: "key", header: { zh: "编号", en: "No." }, width: "s", value: ({ key }) => key },
  { key: "name", header: { zh: "预警", en: "Warning" }, width: "l", head: true, value: ({ name }) => t(name) },
  {
    key: "state",
    header: { zh: "状态", en: "State" },
    width: "m",
    value: ({ state, level }) => t(level === null ? states[state] : nameOf(warningLevels, level)),
    cell: ({ state, level }) =>
      level === null ? <Tag>{t(states[state])}</Tag> : <NameTag name={nameOf(warningLevels, level)} />,
    sortBy: false,
  },
  {
    key: "units",
    header: { zh: "齐备/应报", en: "Answered" },
    width: "s",
    value: ({ matched, expected }) => (expected === 0 ? null : `${matched}/${expected}`),
  },
  {
    key: "why",
    header: { zh: "原因", en: "Why" },
    width: "fill",
    value: ({ state, reasons }) => {
      const said = reasons.map((reason) => t(reason)).join(" ");
      return state === "waiting" && said !== "" ? t(`等待：${said}`, `Waits for: ${said}`) : said;
    },
  },
];
