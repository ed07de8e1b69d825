import { calendar as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { importYear } from "./import.ts";
import { read } from "./read.ts";

export const routes = [route(contract.readCalendar, read), route(contract.importCalendar, importYear)];
