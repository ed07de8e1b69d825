import { useQuery } from "@tanstack/react-query";
import { api, read } from "@duibiao/client";
import { cellKey } from "@duibiao/indicators";
import { groupDigits, useText } from "@duibiao/ui";
import { Loaded } from "../problem-box.tsx";
import { BillTable } from "./bill-table.tsx";
import { billsQuery } from "./bills-query.ts";

type Props = { submissionId: number; cell: { measure: string; member: string }; source: string };

/** What stands behind a figure that was not typed: its bills, or the items that it adds up. */
export function CellOrigin({ submissionId, cell, source }: Props) {
  if (source.startsWith("bills:")) return <Bills {...{ submissionId, cell }} />;
  if (source.startsWith("items:")) return <Items {...{ submissionId, cell }} list={Number(source.slice(6))} />;
  return null;
}

function Bills({ submissionId, cell }: Omit<Props, "source">) {
  const t = useText();
  return (
    <Loaded of={useQuery(billsQuery(submissionId))}>
      {({ cells }) => {
        const found = cells.find(({ measure, member }) => measure === cell.measure && member === cell.member);
        return found ? <BillTable of={found} /> : <p>{t("账单已作废。", "The bills were withdrawn.")}</p>;
      }}
    </Loaded>
  );
}

function Items({ submissionId, cell, list }: Omit<Props, "source"> & { list: number }) {
  const t = useText();
  const key = cellKey(cell.measure, cell.member);
  return (
    <Loaded of={useQuery(read(api.items.readItems, { params: { id: submissionId } }))}>
      {({ lists }) => {
        const found = lists.find(({ id }) => id === list);
        if (found === undefined)
          return <p>{t("明细后来改过，填报单位尚未重新报送。", "The items were changed since and not sent anew.")}</p>;
        return (
          <table className="plain">
            <tbody>
              {found.items.map(({ label, values }) => (
                <tr key={label}>
                  <td>{label}</td>
                  <td className="num">{typeof values[key] === "string" ? groupDigits(values[key]) : "—"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        );
      }}
    </Loaded>
  );
}
