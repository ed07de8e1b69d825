import { api, read } from "@duibiao/client";

/** The bills behind the cells of a submission. */
export const billsQuery = (id: number) => read(api.bills.readBills, { params: { id } });
