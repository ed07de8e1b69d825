import { audit as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { exportChain } from "./export.ts";
import { listAudit } from "./list.ts";
import { verifyReceipt } from "./receipt.ts";
import { readHead, verifyAudit } from "./verify.ts";

export const routes = [
  route(contract.listAudit, listAudit),
  route(contract.readHead, readHead),
  route(contract.exportChain, exportChain),
  route(contract.verifyAudit, verifyAudit),
  route(contract.verifyReceipt, verifyReceipt),
];
