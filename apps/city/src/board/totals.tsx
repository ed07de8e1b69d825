import { showDay, showPeriod, useLanguage, useText } from "@duibiao/ui";
import { totalsOf, type BoardRow, type Collection } from "./board-rows.ts";

/** How far each form is, over the units of the chosen place. */
export function BoardTotals({ rows, collections }: { rows: readonly BoardRow[]; collections: readonly Collection[] }) {
  const t = useText();
  const { language } = useLanguage();
  const heads = [
    t("应报", "Expected"),
    t("未报", "Not sent"),
    t("其中逾期", "of which late"),
    t("已退回", "Returned"),
    t("待县审", "At county"),
    t("待市审", "At city"),
    t("待省核", "At province"),
    t("审核完成", "Done"),
    t("待我审", "Mine"),
    t("有问题", "With problems"),
    t("未答核实单", "Open questions"),
  ];
  return (
    <div className="scroll-x board-totals" role="region" aria-label={t("各表合计", "Totals by form")} tabIndex={0}>
      <table className="plain">
        <caption className="sr-only">{t("各表合计", "Totals by form")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("报表", "Form")}</th>
            <th scope="col">{t("报送截止", "Due")}</th>
            {heads.map((head) => (
              <th key={head} scope="col" className="num">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {collections.map((collection) => {
            const n = totalsOf(rows, collection);
            const figures = [n.expected, n.unsent, n.overdue, n.returned, n.county, n.city, n.province];
            return (
              <tr key={collection.collectionId}>
                <th scope="row">
                  {t(collection.formName)} <span className="quiet">{showPeriod(collection.period, language)}</span>{" "}
                  {collection.lockedAt === null ? null : <span className="tag">{t("已锁定", "Locked")}</span>}
                </th>
                <td className="nowrap">{showDay(collection.dueUnit, language)}</td>
                {[...figures, n.done, n.mine, n.problems, n.questions].map((figure, at) => (
                  <td key={heads[at]} className={figure === 0 ? "num quiet" : "num"}>
                    {figure}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
