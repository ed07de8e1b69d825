export { BillTable, type CellBills } from "./bill-table.tsx";
export { CellOrigin } from "./cell-origin.tsx";
export { billsQuery } from "./bills-query.ts";
