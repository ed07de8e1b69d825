import { items as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { list } from "./list.ts";
import { save } from "./save.ts";

export const routes = [route(contract.readItems, list), route(contract.saveItems, save)];
