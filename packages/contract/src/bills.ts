import { z } from "zod";
import { at, day, decimal, id, line } from "./fields.ts";
import { operation } from "./operation.ts";
import { cellAddress, finding, submissionSummary } from "./submission.ts";

const params = { id };
const stretch = z.object({ meter: z.string(), start: z.string(), end: z.string() });

/** 账单: an amount for the days from `start` to `end`, with the part of it that falls on the period. */
const bill = z.object({
  id: z.number(),
  /** 户号 and 票据号. */
  meter: z.string(),
  number: z.string(),
  start: z.string(),
  end: z.string(),
  amount: z.string(),
  days: z.number(),
  part: z.string(),
  by: z.string(),
  at,
});

export const readBills = operation({
  id: "bills.list",
  method: "get",
  path: "/submissions/{id}/bills",
  action: "submission.read",
  reach: "subtree",
  summary: {
    zh: "一份报送各单元格的账单：按天分摊到本期的数，哪些天没有账单或有两张",
    en: "Bills behind the cells of a submission: their parts by days, and the days without a bill or with two",
  },
  params,
  response: z.object({
    period: z.object({ start: z.string(), end: z.string() }),
    cells: z.array(
      z.object({
        measure: z.string(),
        member: z.string(),
        /** What the bills come to; null while a day is not billed, or is billed twice. */
        value: z.string().nullable(),
        unbilled: z.array(stretch),
        twice: z.array(stretch),
        bills: z.array(bill),
      }),
    ),
  }),
});

export const addBill = operation({
  id: "bills.add",
  method: "post",
  path: "/submissions/{id}/bills",
  action: "submission.save",
  reach: "unit",
  summary: {
    zh: "登记一张账单（起止日、数量）；跨期的账单以后各期也用得上",
    en: "Add a bill with its first and last day; one that reaches into other periods is used there too",
  },
  params,
  body: z.strictObject({
    ...cellAddress,
    meter: line(60).default(""),
    number: line(60).default(""),
    start: day,
    end: day,
    amount: decimal,
  }),
  response: z.object({ id: z.number() }),
  keyed: true,
});

export const withdrawBill = operation({
  id: "bills.withdraw",
  method: "post",
  path: "/bills/{id}/withdraw",
  action: "submission.save",
  reach: "unit",
  summary: { zh: "作废一张账单（留有记录）", en: "Withdraw a bill; the record stays" },
  params,
  body: z.strictObject({}),
  response: z.object({ id: z.number() }),
});

export const sumBills = operation({
  id: "bills.sum",
  method: "post",
  path: "/submissions/{id}/from-bills",
  action: "submission.save",
  reach: "unit",
  summary: {
    zh: "由账单分摊：各张账单落在本期的部分相加，写入单元格，并记下是哪几张",
    en: "Fill a cell from its bills: the parts that fall on the period are added up, and the cell keeps which bills they were",
  },
  params,
  body: z.strictObject(cellAddress),
  response: submissionSummary.extend({ contentHash: z.string(), value: z.string(), findings: z.array(finding) }),
  keyed: true,
});
