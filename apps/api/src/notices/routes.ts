import { notices as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { count, list, see } from "./list.ts";
import { change, read } from "./settings.ts";

export const routes = [
  route(contract.listNotices, list),
  route(contract.countNotices, count),
  route(contract.seeNotices, see),
  route(contract.readNoticeSettings, read),
  route(contract.changeNoticeSettings, change),
];
