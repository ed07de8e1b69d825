import { deliveries as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { list } from "./list.ts";
import { retry } from "./retry.ts";

export const routes = [route(contract.listDeliveries, list), route(contract.retryDeliveries, retry)];
