import { periods as contract } from "@duibiao/contract";
import { route, type Route } from "../serve.ts";
import { create } from "./create.ts";
import { list } from "./list.ts";

export const routes: Route[] = [route(contract.listPeriods, list), route(contract.createPeriod, create)];
