import { roles as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { listRoles } from "./list.ts";

export const routes = [route(contract.listRoles, listRoles)];
