import { bills as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { add } from "./add.ts";
import { list } from "./list.ts";
import { sum } from "./sum.ts";
import { withdraw } from "./withdraw.ts";

export const routes = [
  route(contract.readBills, list),
  route(contract.addBill, add),
  route(contract.withdrawBill, withdraw),
  route(contract.sumBills, sum),
];
