import { useText } from "@duibiao/ui";
import type { Preview } from "./ask.ts";

type Burden = Preview["burden"];
type Load = NonNullable<Burden["median"]>["before"];

/** 填报负担 of the busiest and the median county, before and with this collection. */
export function BurdenPart({ burden: { year, minutes, basis, counties, busiest, median } }: { burden: Burden }) {
  const t = useText();
  const unmeasured = t("未计到", "not measured");
  const cells = ({ requests, cells, minutes }: Load) => [requests, cells, minutes ?? unmeasured];
  const rows = [
    ...(busiest === null ? [] : [{ ...busiest, name: t(`最多的：${busiest.name}`, `Busiest: ${busiest.name}`) }]),
    ...(median === null ? [] : [{ name: t("中间的县", "Median county"), ...median }]),
  ];
  const heads = [t("次数", "Requests"), t("格数", "Cells"), t("分钟", "Minutes")];
  return (
    <>
      <h3>{t(`${year} 年填报负担（${counties} 个县级地区）`, `Burden in ${year} (${counties} counties)`)}</h3>
      <table className="table open-burden">
        <thead>
          <tr>
            <th scope="col">{t("县级地区", "County")}</th>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
                {t("：现在 → 开启后", ": now → with it")}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, before, after }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {heads.map((head, at) => (
                <td key={head}>
                  {cells(before)[at]} → <strong>{cells(after)[at]}</strong>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">
        {minutes === null
          ? t(basis)
          : t(`每单位约 ${minutes} 分钟。${basis.zh}。`, `About ${minutes} minutes for each unit. ${basis.en}.`)}
      </p>
    </>
  );
}
