import { NameTag, showNumber, useText, type Column } from "@duibiao/ui";
import type { Item, Release } from "./release.ts";

type Conclusion = NonNullable<Item["conclusion"]>;
type Names = NonNullable<Release["head"]["conclusions"]>;
type Say = ReturnType<typeof useText>;

const states = {
  struck: { zh: "触发", en: "strikes", mark: "✕", tone: "error" },
  undecided: { zh: "无法判定", en: "undecided", mark: "?", tone: "warning" },
  clear: { zh: "未触发", en: "does not strike", mark: "✓", tone: "success" },
} as const;

const gradeText = ({ grade }: Conclusion, { grades }: Names, t: Say): string | null => {
  const found = grades.find(({ key }) => key === grade);
  return found === undefined ? null : t(found.name);
};

const gatesText = ({ gates }: Conclusion, names: Names, t: Say): string =>
  gates
    .filter(({ state }) => state !== "clear")
    .map(({ key, state }) => {
      const name = names.gates.find((gate) => gate.key === key)?.name;
      return `${name === undefined ? key : t(name)}${t("：", ": ")}${t(states[state])}`;
    })
    .join(t("；", "; "));

/** Base score, bonus, total, 等次 and every gate of one region: beside the score, never inside it. */
export function ConclusionFacts({
  conclusion,
  names,
  score,
}: {
  conclusion: Conclusion;
  names: Names;
  score: number | null;
}) {
  const t = useText();
  const { total, bonus, gates } = conclusion;
  const points = (value: number) => t(`${showNumber(value, 2)} 分`, `${showNumber(value, 2)} points`);
  return (
    <>
      {names.grades.length === 0 ? null : (
        <>
          <dt>{t("等次", "Grade")}</dt>
          <dd>
            <strong>{gradeText(conclusion, names, t) ?? t("没有得分，不定等次", "no score, no grade")}</strong>
          </dd>
        </>
      )}
      {names.bonusCap === null ? null : (
        <>
          <dt>{t("加分", "Bonus")}</dt>
          <dd>
            {score === null || total === null
              ? "–"
              : t(
                  `基础分 ${showNumber(score, 2)} ＋ 加分 ${showNumber(bonus, 2)} ＝ 总分 ${points(total)}`,
                  `base ${showNumber(score, 2)} + bonus ${showNumber(bonus, 2)} = total ${points(total)}`,
                )}
            <span className="quiet">
              {t(
                `（加分上限 ${showNumber(names.bonusCap)} 分；位次按基础分）`,
                ` (at most ${showNumber(names.bonusCap)}; places go by the base score)`,
              )}
            </span>
          </dd>
        </>
      )}
      {gates.length === 0 ? null : (
        <>
          <dt>{t("一票否决", "Gates")}</dt>
          <dd>
            {gates.map(({ key, state, reasons }) => {
              const gate = names.gates.find((own) => own.key === key);
              const cap = names.grades.find((grade) => grade.key === gate?.cap)?.name;
              return (
                <div key={key}>
                  {gate === undefined ? key : t(gate.name)} <NameTag name={states[state]} />{" "}
                  <span className="quiet">
                    {reasons.map((reason) => t(reason)).join(t("；", "; "))}
                    {state === "struck" && cap !== undefined
                      ? t(`等次不高于${cap.zh}`, `grade no better than ${cap.en}`)
                      : ""}
                  </span>
                </div>
              );
            })}
          </dd>
        </>
      )}
    </>
  );
}

/** Total, grade and gates of a release's table; nothing where the scheme concludes nothing. */
export function conclusionColumns({ head }: Release, t: Say): Column<Item>[] {
  const names = head.conclusions;
  if (names == null) return [];
  return [
    ...(names.bonusCap === null
      ? []
      : [
          {
            key: "bonus",
            header: { zh: "加分", en: "Bonus" },
            type: "number" as const,
            decimals: 2,
            value: ({ conclusion }: Item) => conclusion?.bonus ?? null,
            width: "xs" as const,
          },
          {
            key: "total",
            header: { zh: "总分", en: "Total" },
            type: "number" as const,
            decimals: 2,
            highFirst: true,
            value: ({ conclusion }: Item) => conclusion?.total ?? null,
            width: "s" as const,
          },
        ]),
    {
      key: "grade",
      header: { zh: "等次", en: "Grade" },
      value: ({ conclusion }) => (conclusion === null ? null : gradeText(conclusion, names, t)),
      sortBy: ({ conclusion }) => {
        const at = names.grades.findIndex(({ key }) => key === conclusion?.grade);
        return at < 0 ? null : at;
      },
      width: "s",
    },
    ...(names.gates.length === 0
      ? []
      : [
          {
            key: "gates",
            header: { zh: "一票否决", en: "Gates" },
            value: ({ conclusion }: Item) =>
              conclusion === null ? null : gatesText(conclusion, names, t) || t("未触发", "none strikes"),
            width: "xl" as const,
          },
        ]),
  ];
}
