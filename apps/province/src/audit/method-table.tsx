import { useMemo } from "react";
import { Alert, DataTable, showNumber, useText, type Column } from "@duibiao/ui";
import { factorNames, type Audit, type PartProps } from "./words.ts";

type Row = NonNullable<Audit["sensitivity"]>["indices"][number];

/** Which assumption moves places most: Sobol indices of the usual audit, with their errors. */
export function MethodTable({ audit, title, about }: PartProps) {
  const t = useText();
  const columns = useMemo<Column<Row>[]>(() => {
    const withError = (value: number | null, error: number | null) =>
      value === null ? "—" : `${showNumber(value, 3)}${error === null ? "" : ` ± ${showNumber(error, 3)}`}`;
    return [
      {
        key: "factor",
        header: { zh: "假设", en: "Assumption" },
        value: ({ name }) => t(factorNames[name] ?? { zh: name, en: name }),
        head: true,
        width: "m",
      },
      { key: "said", header: { zh: "怎样变动", en: "How it is moved" }, value: ({ said }) => t(said), width: "fill" },
      {
        key: "first",
        header: { zh: "一阶指数 ± 误差", en: "First order ± error" },
        value: ({ first, firstError }) => withError(first, firstError),
        sortBy: ({ first }) => first,
        width: "l",
      },
      {
        key: "total",
        header: { zh: "总指数 ± 误差", en: "Total ± error" },
        value: ({ total, totalError }) => withError(total, totalError),
        sortBy: ({ total }) => total,
        width: "l",
      },
      {
        key: "doubtful",
        header: { zh: "可信", en: "To be trusted" },
        value: ({ doubtful, first }) =>
          first === null
            ? t("位次不变，无从分解", "places do not vary")
            : doubtful
              ? t("▲ 超出可能范围，样本不足", "▲ outside what is possible: too few draws")
              : t("可以", "yes"),
        width: "l",
      },
    ];
  }, [t]);
  const { sensitivity } = audit;
  if (sensitivity === null)
    return <Alert title={t("排名的地区不足三个，没有位次可言。", "Fewer than three regions are ranked.")} />;
  return (
    <>
      <p>
        {t(
          `权重浮动±25%、总分改用几何合成，各地区位次平均变动 ${showNumber(sensitivity.meanShift, 2)} 位（${sensitivity.evaluations} 次计算，种子 ${sensitivity.seed}）。下表是这一变动的来源。`,
          `With weights moved by ±25 % and the top node geometric or not, places shift by ${showNumber(sensitivity.meanShift, 2)} on average (${sensitivity.evaluations} computations, seed ${sensitivity.seed}). The table says where that comes from.`,
        )}
      </p>
      <DataTable
        title={t(`${title} 位次变动的来源`, `${title}: where shifts come from`)}
        columns={columns}
        rows={sensitivity.indices}
        rowKey={({ name }) => name}
        empty=""
        about={about}
        footer={t(
          "一阶：只动这一项；总：连同与其他项的共同作用。误差为自助法标准差。",
          "First order: by itself; total: with what it does together with others. Errors are bootstrap deviations.",
        )}
      />
    </>
  );
}
