import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type FormEvent } from "react";
import { api, call, newKey } from "@duibiao/client";
import { readQuantity } from "@duibiao/indicators";
import { durable, Loaded, ProblemBox, useSession } from "@duibiao/screens";
import { BillTable, billsQuery, type CellBills } from "@duibiao/screens/bills";
import { Button, DayInput, Field, groupDigits, useText } from "@duibiao/ui";
import { typingPlace } from "./typing.ts";

type Props = {
  submissionId: number;
  cell: { measure: string; member: string };
  uom: string;
  mayAdd: boolean;
  /** Sends what is typed first: the figure is written over what the server has. */
  flush: () => Promise<void>;
  onFilled: () => void;
};

/** 账期: bills of one cell, split by days, and the cell filled from them with one click. */
export function CellBills({ submissionId, cell, uom, mayAdd, flush, onFilled }: Props) {
  const t = useText();
  const client = useQueryClient();
  const query = billsQuery(submissionId);
  const found = useQuery(query);
  const again = () => client.invalidateQueries({ queryKey: query.queryKey });
  const withdrawing = useMutation({
    mutationFn: ({ id }: { id: number }) => call(api.bills.withdrawBill, { params: { id }, body: {} }),
    onSuccess: again,
  });
  const filling = useMutation({
    mutationFn: async () => {
      await flush();
      return call(api.bills.sumBills, { params: { id: submissionId }, body: cell, key: newKey() });
    },
    onSuccess: onFilled,
  });
  const isHere = (one: CellBills) => one.measure === cell.measure && one.member === cell.member;
  return (
    <Loaded of={found}>
      {({ cells, period }) => {
        const here = cells.find(isHere);
        return (
          <div className="stack">
            <p className="quiet">
              {t(
                `按账单起止日（含首尾两天）逐日分摊，只取落在 ${period.start} 至 ${period.end} 的天数；跨期账单在相邻各期相加等于原数。`,
                `A bill is split by its days, first and last counted; only those from ${period.start} to ${period.end} count here, and the parts of neighbouring periods add up to the bill.`,
              )}
            </p>
            {here ? (
              <BillTable of={here} onWithdraw={mayAdd ? (bill) => withdrawing.mutate(bill) : undefined} />
            ) : (
              <p>{t("本格还没有账单。", "This cell has no bill yet.")}</p>
            )}
            {here && mayAdd ? (
              <div>
                <Button
                  look="primary"
                  disabled={here.value === null}
                  busy={filling.isPending}
                  onClick={() => filling.mutate()}
                >
                  {here.value === null
                    ? t("账单齐了才能写入本格", "Bills must make up the period first")
                    : t(`写入本格 ${groupDigits(here.value)} ${uom}`, `Enter ${groupDigits(here.value)} ${uom}`)}
                </Button>
              </div>
            ) : null}
            {mayAdd ? <AddBill {...{ submissionId, cell, uom }} onAdded={again} /> : null}
            {withdrawing.isError ? <ProblemBox error={withdrawing.error} /> : null}
            {filling.isError ? <ProblemBox error={filling.error} /> : null}
          </div>
        );
      }}
    </Loaded>
  );
}

const blank = { start: "", end: "", amount: "", meter: "", number: "" };

function AddBill({
  submissionId,
  cell,
  uom,
  onAdded,
}: Pick<Props, "submissionId" | "cell" | "uom"> & { onAdded: () => void }) {
  const t = useText();
  const { user } = useSession();
  const [place] = useState(() =>
    typingPlace<typeof blank>(durable, user.id, submissionId, `bill:${cell.measure}/${cell.member}`),
  );
  const [typed, setTyped] = useState(() => place.read()?.typed ?? blank);
  const type = (next: typeof blank) => {
    // The meter that stays from the bill before is nothing typed.
    const { meter: _meter, ...own } = next;
    place.keep(next, Object.values(own).filter((text) => text !== "").length, Date.now());
    setTyped(next);
  };
  const [key, setKey] = useState(newKey);
  const form = useRef<HTMLFormElement>(null);
  const amount = typed.amount.trim() === "" ? null : readQuantity(typed.amount, uom);
  const adding = useMutation({
    mutationFn: (decimal: string) =>
      call(api.bills.addBill, { params: { id: submissionId }, body: { ...cell, ...typed, amount: decimal }, key }),
    onSuccess: () => {
      setKey(newKey());
      // The next bill of a meter begins where this one ends.
      type({ ...blank, meter: typed.meter });
      form.current?.querySelector("input")?.focus();
      onAdded();
    },
  });
  const put = (name: keyof typeof blank) => (event: { target: { value: string } }) => {
    type({ ...typed, [name]: event.target.value });
    setKey(newKey());
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (amount?.ok) adding.mutate(amount.decimal);
  };
  const day = (name: "start" | "end", label: string) => (
    <Field label={label}>{(ids) => <DayInput {...ids} value={typed[name]} onChange={put(name)} />}</Field>
  );
  const text = (name: "amount" | "meter" | "number", label: string, fault?: string) => (
    <Field label={label} fault={fault}>
      {(ids) => <input {...ids} className="input" maxLength={60} value={typed[name]} onChange={put(name)} />}
    </Field>
  );
  return (
    <form ref={form} className="bill-form" onSubmit={submit}>
      {day("start", t("起日", "First day"))}
      {day("end", t("止日", "Last day"))}
      {text("amount", t(`账单数（${uom}）`, `Amount (${uom})`), amount?.ok === false ? t(amount.problem) : undefined)}
      {text("meter", t("户号（多块表时）", "Meter (of several)"))}
      {text("number", t("票据号", "Number"))}
      <Button
        type="submit"
        disabled={typed.start === "" || typed.end === "" || amount?.ok !== true}
        busy={adding.isPending}
      >
        {t("登记账单", "Add the bill")}
      </Button>
      <p className="quiet bill-kept">
        {t(
          "登记、作废和写入本格须联网；没登记的先留在本机，关闭不丢。",
          "Adding, withdrawing and entering need the network; what is not added stays on this computer.",
        )}
      </p>
      {adding.isError ? <ProblemBox error={adding.error} /> : null}
      <span className="sr-only" role="status">
        {adding.isSuccess ? t("已登记", "Added") : ""}
      </span>
    </form>
  );
}
