import type { api, Answer } from "@duibiao/client";
import { Button, groupDigits, showMoment, useLanguage, useText } from "@duibiao/ui";

export type CellBills = Answer<typeof api.bills.readBills>["cells"][number];
type Bill = CellBills["bills"][number];

/** 账单 of one cell with the part of each that falls on the period, and the days that are not billed or billed twice. */
export function BillTable({
  of: cell,
  onWithdraw,
}: {
  of: CellBills;
  onWithdraw?: ((bill: Bill) => void) | undefined;
}) {
  const t = useText();
  const { language } = useLanguage();
  const days = (stretches: CellBills["unbilled"]) =>
    stretches
      .map(
        ({ meter, start, end }) =>
          `${meter ? `${meter} ` : ""}${start}${end === start ? "" : t(` 至 ${end}`, ` to ${end}`)}`,
      )
      .join(t("、", ", "));
  return (
    <>
      <table className="plain">
        <thead>
          <tr>
            <th>{t("账期", "Billed days")}</th>
            <th>{t("户号", "Meter")}</th>
            <th>{t("票据号", "Number")}</th>
            <th className="num">{t("账单数", "Amount")}</th>
            <th className="num">{t("本期天数", "Days here")}</th>
            <th className="num">{t("分摊到本期", "Part here")}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {cell.bills.map((bill) => (
            <tr key={bill.id} title={`${bill.by} ${showMoment(bill.at, language)}`}>
              <td>
                {bill.start} {t("至", "to")} {bill.end}
              </td>
              <td>{bill.meter || "—"}</td>
              <td>{bill.number || "—"}</td>
              <td className="num">{groupDigits(bill.amount)}</td>
              <td className="num">{bill.days}</td>
              <td className="num">{groupDigits(bill.part)}</td>
              <td>
                {onWithdraw ? (
                  <Button
                    small
                    look="quiet"
                    onClick={() => onWithdraw(bill)}
                    aria-label={t(`作废 ${bill.start} 的账单`, `Withdraw the bill of ${bill.start}`)}
                  >
                    {t("作废", "Withdraw")}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {cell.unbilled.length > 0 ? (
        <p>
          ▲ {t("没有账单的日子：", "Days without a bill: ")}
          {days(cell.unbilled)}
        </p>
      ) : null}
      {cell.twice.length > 0 ? (
        <p>
          ▲ {t("重复计费的日子：", "Days billed twice: ")}
          {days(cell.twice)}
        </p>
      ) : null}
    </>
  );
}
