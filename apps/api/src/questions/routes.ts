import { questions as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { call } from "./call.ts";
import { list } from "./list.ts";

export const routes = [route(contract.listQuestions, list), route(contract.logCall, call)];
