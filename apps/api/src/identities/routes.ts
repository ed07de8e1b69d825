import { identities as contract } from "@duibiao/contract";
import { door, route } from "../serve.ts";
import { backIdentity } from "./back.ts";
import { listIdentities, unlinkIdentities } from "./own.ts";
import { linkIdentity, readWay, startIdentity } from "./start.ts";

export const routes = [
  route(contract.listIdentities, listIdentities),
  route(contract.unlinkIdentities, unlinkIdentities),
];

/** They lead away to another service and back, or need nobody signed in. */
export const doors = [
  door(contract.readWay, readWay),
  door(contract.startIdentity, startIdentity),
  door(contract.backIdentity, backIdentity),
  door(contract.linkIdentity, linkIdentity),
];
