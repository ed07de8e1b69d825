import { secondReviews as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { add, end, list } from "./duties.ts";
import { give } from "./give.ts";
import { read } from "./read.ts";

export const routes = [
  route(contract.listDuties, list),
  route(contract.addDuty, add),
  route(contract.endDuty, end),
  route(contract.readSecondReviews, read),
  route(contract.giveSecondReview, give),
];
