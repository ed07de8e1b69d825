import { useQuery } from "@tanstack/react-query";
import { api, read } from "@duibiao/client";
import { directions, groupDigits, leafStatus, nameOf, showNumber, sourceStatuses, useText } from "@duibiao/ui";
import { useCompiled } from "../catalogue/compiled.ts";
import { CellTable } from "./cell-table.tsx";
import { normWords, type Leaf, type Sheet } from "./norm.ts";

/** One indicator of one region: points, formula in words and in numbers, measures, then the cells of the units. */
export function LeafSheet({ sheet, leaf }: { sheet: Sheet; leaf: Leaf }) {
  const t = useText();
  return (
    <>
      <div className="columns">
        <Formula leaf={leaf} catalogue={sheet.catalogue.hash} />
        <Points leaf={leaf} />
      </div>
      <section className="card">
        <h2>{t("数据项", "Measures")}</h2>
        <Operands leaf={leaf} />
      </section>
      <section className="card" id="cells">
        <h2>{t("填报单位与单元格", "Units and their cells")}</h2>
        <CellTable sheet={sheet} leaf={leaf} />
      </section>
    </>
  );
}

function Formula({ leaf, catalogue }: { leaf: Leaf; catalogue: string }) {
  const t = useText();
  const known = useQuery({ ...read(api.catalogues.listCatalogues, {}), staleTime: 60_000 }).data?.items;
  const note = useCompiled(known?.find(({ hash }) => hash === catalogue)?.id).data?.indicators.get(
    leaf.indicator,
  )?.note;
  const { formula, value, uom } = leaf;
  return (
    <section className="card" id="formula">
      <h2>{t("公式", "Formula")}</h2>
      <p className="sheet-formula">
        {t(leaf.name)} = {t(formula)}
      </p>
      <p className="sheet-formula">
        <a href="#operands">= {t(formula.numbersZh, formula.numbersEn)}</a>
        {value === null ? "" : ` = ${showNumber(value)} ${uom}`}
      </p>
      {value === null ? (
        <p>
          {t(leafStatus(leaf.status, leaf.gap))}
          {leaf.gap === null
            ? ""
            : `${t("：", ": ")}${leaf.gap.operands.map((operand) => nameOfOperand(leaf, operand, t)).join(t("、", ", "))}`}
        </p>
      ) : (
        <p className="quiet">
          {leaf.computedFrom === "matched"
            ? leaf.matched === leaf.expected
              ? t(
                  "有数据项答不适用，按各单位的数值计算，",
                  "Something does not apply: computed from the units' figures, ",
                )
              : t(
                  "各数据项的应答单位不同，按同时报全的单位重算，",
                  "Answered by different units: computed over those that answered all, ",
                )
            : t("按汇总值计算，", "Computed from roll-ups, ")}
          {t(`齐备 ${leaf.matched}/${leaf.expected} 个单位`, `${leaf.matched}/${leaf.expected} units matched`)}
          {leaf.estimatedShare
            ? t(
                `，暂估占 ${showNumber(leaf.estimatedShare * 100, 1)}%`,
                `, ${showNumber(leaf.estimatedShare * 100, 1)}% estimated`,
              )
            : ""}
          {leaf.complete ? "" : t("；数据不全，不计分", "; incomplete, earns nothing")}
        </p>
      )}
      {note ? <p className="quiet">{note}</p> : null}
    </section>
  );
}

const nameOfOperand = (leaf: Leaf, operand: string, t: ReturnType<typeof useText>) => {
  const found = leaf.operands.find((candidate) => candidate.operand === operand);
  return found === undefined ? operand : t(found.name);
};

function Points({ leaf }: { leaf: Leaf }) {
  const t = useText();
  const { points } = leaf;
  const shown = (value: number | null) => (value === null ? "–" : showNumber(value, 2));
  return (
    <section className="card">
      <h2>{t("得分", "Points")}</h2>
      <dl className="facts">
        <dt>{t("得分", "Score")}</dt>
        <dd>
          <strong>{shown(points.score)}</strong>
        </dd>
        <dt>{t("方向", "Direction")}</dt>
        <dd>{t(nameOf(directions, leaf.direction))}</dd>
        <dt>{t("计分标准", "Norm")}</dt>
        <dd>
          {t(normWords(points, leaf.uom, leaf.direction))}
          {points.norm.source ? (
            <div className="quiet">
              {points.norm.source}
              {points.norm.status ? ` (${t(nameOf(sourceStatuses, points.norm.status))})` : ""}
            </div>
          ) : null}
        </dd>
        <dt>{t("权重", "Weight")}</dt>
        <dd>
          {t(
            `上级内 ${showNumber(points.weight * 100, 1)}%，总分中 ${showNumber(points.effectiveWeight * 100, 2)}%`,
            `${showNumber(points.weight * 100, 1)}% inside its parent, ${showNumber(points.effectiveWeight * 100, 2)}% of the total`,
          )}
        </dd>
        <dt>{t("贡献分", "Points")}</dt>
        <dd>{shown(points.contribution)}</dd>
        <dt>{t("失分", "Lost")}</dt>
        <dd>{shown(points.lost)}</dd>
      </dl>
    </section>
  );
}

/** What the units answered; where all of them said that it does not apply, nothing is missing. */
function sumOf({ sum, nNa, nExpected }: Leaf["operands"][number], t: ReturnType<typeof useText>): string {
  if (sum !== null) return groupDigits(sum);
  return nExpected > 0 && nNa === nExpected ? t("不适用", "n/a") : t("缺", "missing");
}

function Operands({ leaf }: { leaf: Leaf }) {
  const t = useText();
  if (leaf.operands.length === 0)
    return (
      <p className="quiet">{t("没有报表采集这项指标的数据项。", "No form collects this indicator's measures.")}</p>
    );
  return (
    <div className="scroll-x" id="operands">
      <table className="plain">
        <thead>
          <tr>
            <th>{t("数据项", "Measure")}</th>
            <th className="num">{t("汇总值", "Roll-up")}</th>
            <th className="num">{t("应答/应报单位", "Answered/expected")}</th>
            <th className="num">{t("其中不适用", "Not applicable")}</th>
            <th>{t("所属期", "Periods")}</th>
          </tr>
        </thead>
        <tbody>
          {leaf.operands.map((operand) => (
            <tr key={operand.operand}>
              <td>
                <a href={`#cells-${operand.operand}`}>{t(operand.name)}</a>
              </td>
              <td className="num">{sumOf(operand, t)}</td>
              <td className="num">
                {operand.nAnswered}/{operand.nExpected}
              </td>
              <td className="num">{operand.nNa}</td>
              <td>{operand.periods.join(t("、", ", "))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
