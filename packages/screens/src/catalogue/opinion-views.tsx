import { useMemo } from "react";
import type { Entry, Rubric, Survey } from "@duibiao/indicators";
import { DataTable, showNumber, useText, type Column } from "@duibiao/ui";
import { EntryLink, useOpened } from "./opened.tsx";
import { EntryPage, Facts, SourceFacts, statusColumn } from "./parts.tsx";
import { UsesTable } from "./uses-table.tsx";

type Level = Rubric["levels"][number];
type Grade = Survey["grades"][number];
type Result = Survey["results"][number];

/** 评分量表: anchored levels, how many rate, on what evidence. */
export function RubricView({ entry }: { entry: Rubric }) {
  const t = useText();
  const { compiled } = useOpened();
  const uses = useMemo<Entry>(() => ({ kind: "measure", key: entry.measure }), [entry.measure]);
  const columns = useMemo<Column<Level>[]>(
    () => [
      {
        key: "points",
        header: { zh: "分值", en: "Points" },
        type: "number",
        value: ({ points }) => points,
        head: true,
        width: "s",
      },
      {
        key: "anchor",
        header: { zh: "锚定描述", en: "Anchor" },
        value: ({ name }) => t(name),
        sortBy: false,
        width: "fill",
      },
    ],
    [t],
  );
  return (
    <EntryPage kind="rubrics" entry={entry}>
      <section className="card">
        <h2>{t("量表", "Rubric")}</h2>
        <Facts
          of={[
            [t("最少评分人", "Raters, at least"), String(entry.raters)],
            [t("佐证材料", "Evidence"), entry.evidence.join("、")],
            [
              t("写入数据项", "Written into"),
              <EntryLink key="measure" kind="measures" id={entry.measure}>
                {t(compiled.measures.get(entry.measure)?.name ?? { zh: entry.measure, en: entry.measure })}
              </EntryLink>,
            ],
          ]}
        />
        <SourceFacts of={entry} />
      </section>
      <DataTable
        title={t(`${entry.name.zh}：档次`, `${entry.name.en}: levels`)}
        columns={columns}
        rows={entry.levels}
        rowKey={({ points }) => points}
        empty={t("没有档次。", "No levels.")}
      />
      <section>
        <h2>{t("被谁使用", "Used by")}</h2>
        <UsesTable title={t(`${entry.name.zh}：被使用`, `${entry.name.en}: uses`)} entry={uses} />
      </section>
    </EntryPage>
  );
}

/** 满意度问卷: its scale, its questions, and the measures that each result is pooled into. */
export function SurveyView({ entry }: { entry: Survey }) {
  const t = useText();
  const { compiled } = useOpened();
  const grades = useMemo<Column<Grade>[]>(
    () => [
      { key: "name", header: { zh: "等级", en: "Grade" }, value: ({ name }) => t(name), head: true, width: "fill" },
      {
        key: "points",
        header: { zh: "分值", en: "Points" },
        type: "number",
        value: ({ points }) => points,
        width: "s",
      },
      statusColumn((grade: Grade) => grade, t),
    ],
    [t],
  );
  const results = useMemo<Column<Result>[]>(() => {
    const measure = (key: "n" | "sum" | "sumsq", zh: string, en: string): Column<Result> => ({
      key,
      header: { zh, en },
      value: (result) => t(compiled.measures.get(result[key])?.name ?? { zh: result[key], en: result[key] }),
      cell: (result) => (
        <EntryLink kind="measures" id={result[key]}>
          {t(compiled.measures.get(result[key])?.name ?? { zh: result[key], en: result[key] })}
        </EntryLink>
      ),
      sortBy: false,
      width: "l",
    });
    return [
      {
        key: "question",
        header: { zh: "题目", en: "Question" },
        value: ({ question }) =>
          question === undefined
            ? t("全部题目", "all questions")
            : t(entry.questions.find(({ key }) => key === question)?.name ?? { zh: question, en: question }),
        sortBy: false,
        head: true,
        width: "fill",
      },
      measure("n", "有效答卷数", "Valid answers"),
      measure("sum", "得分合计", "Sum"),
      measure("sumsq", "得分平方和", "Sum of squares"),
    ];
  }, [compiled, entry, t]);
  return (
    <EntryPage kind="surveys" entry={entry}>
      <section className="card">
        <h2>{t("问卷", "Survey")}</h2>
        <Facts
          of={[
            [
              t("最少有效答卷", "Fewest valid answers"),
              t(
                `${showNumber(entry.minValid, 0)} 份，不足的不公布；未作答的不计为满意`,
                `${showNumber(entry.minValid, 0)}; fewer are not shown, and no answer is never satisfaction`,
              ),
            ],
          ]}
        />
        <SourceFacts of={entry} />
        <h3>{t("题目", "Questions")}</h3>
        <ol>
          {entry.questions.map(({ key, name }) => (
            <li key={key}>{t(name)}</li>
          ))}
        </ol>
      </section>
      <DataTable
        title={t(`${entry.name.zh}：等级`, `${entry.name.en}: scale`)}
        columns={grades}
        rows={entry.grades}
        rowKey={({ key }) => key}
        empty={t("没有等级。", "No grades.")}
      />
      <section>
        <h2>{t("结果写入哪些数据项", "Measures that its results are written into")}</h2>
        <DataTable
          title={t(`${entry.name.zh}：结果`, `${entry.name.en}: results`)}
          columns={results}
          rows={entry.results}
          rowKey={({ n }) => n}
          empty={t("没有结果。", "No results.")}
        />
      </section>
    </EntryPage>
  );
}
