import { showNumber, Tag, useText } from "@duibiao/ui";
import { percent } from "../sensitivity/words.ts";
import { answerOf, said, type Live } from "./judgements.ts";
import type { Item } from "./words.ts";

type Props = { live: Live; items: Item["children"]; acceptable: number };

/** Weights, consistency and the judgement to think over, while a sheet is filled in. */
export function LivePart({ live, items, acceptable }: Props) {
  const t = useText();
  if (!live.ok) return <p role="status">{t(live.why)}</p>;
  const { weights, consistencyRatio, missing, hint } = live;
  const bad = consistencyRatio > acceptable;
  return (
    <div role="status">
      <table className="plain">
        <caption>{t("由这些判断得到的权重", "Weights that follow")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("项", "Item")}</th>
            <th scope="col">{t("权重", "Weight")}</th>
            <th scope="col">{t("现行", "Present")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ key, name, weight }, at) => (
            <tr key={key}>
              <th scope="row">{t(name)}</th>
              <td>{percent(weights[at]!)}</td>
              <td>{percent(weight)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {t("一致性比率 CR：", "Consistency ratio: ")}
        <strong>{showNumber(consistencyRatio, 3)}</strong>{" "}
        <Tag tone={bad ? "warning" : "success"}>
          {bad
            ? t(`▲ 超过 ${acceptable}，判断前后矛盾`, `▲ above ${acceptable}: contradicting`)
            : t(`✓ 不超过 ${acceptable}`, `✓ not above ${acceptable}`)}
        </Tag>
        {missing > 0 ? t(`，未判断 ${missing} 对（Harker 法补）`, `, ${missing} pairs open (Harker)`) : ""}
      </p>
      {hint === null || !bad ? null : (
        <p>
          {t("最不协调的一对：", "The pair that fits least: ")}
          {t(said(answerOf(hint.judged), items[hint.i]!.name, items[hint.j]!.name))}
          {t("；其余判断意味着“", "; the others mean “")}
          {t(said(answerOf(hint.nearestOnScale), items[hint.i]!.name, items[hint.j]!.name))}
          {t(
            `”，改后 CR 为 ${showNumber(hint.after.consistencyRatio, 3)}。只作提醒，是否改由专家定。`,
            `”, which would make the ratio ${showNumber(hint.after.consistencyRatio, 3)}. A hint only: the expert decides.`,
          )}
        </p>
      )}
    </div>
  );
}
