import { secondFactor as contract } from "@duibiao/contract";
import { door, route } from "../serve.ts";
import { beginSecondFactor } from "./begin.ts";
import { endSecondFactor } from "./end.ts";
import { confirmSecondFactor, endUserSecondFactor, readSecondFactor } from "./own.ts";

export const routes = [
  route(contract.readSecondFactor, readSecondFactor),
  route(contract.confirmSecondFactor, confirmSecondFactor),
  route(contract.endUserSecondFactor, endUserSecondFactor),
];

/** They take the password again, which is hashed outside of any transaction. */
export const doors = [
  door(contract.beginSecondFactor, beginSecondFactor),
  door(contract.endSecondFactor, endSecondFactor),
];
