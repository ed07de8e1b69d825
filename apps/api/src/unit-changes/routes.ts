import { unitChanges as contract } from "@duibiao/contract";
import { route, type Route } from "../serve.ts";
import { list } from "./list.ts";
import { make } from "./make.ts";

export const routes: Route[] = [route(contract.listUnitChanges, list), route(contract.changeUnits, make)];
