import { deputies as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { endDeputy, withdrawDeputy } from "./end.ts";
import { listDeputies, listUserDeputies } from "./list.ts";
import { listCandidates, nameDeputy } from "./name.ts";

export const routes = [
  route(contract.listDeputies, listDeputies),
  route(contract.listCandidates, listCandidates),
  route(contract.nameDeputy, nameDeputy),
  route(contract.endDeputy, endDeputy),
  route(contract.listUserDeputies, listUserDeputies),
  route(contract.withdrawDeputy, withdrawDeputy),
];
