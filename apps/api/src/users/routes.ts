import { users as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { changeUser } from "./change.ts";
import { createUser } from "./create.ts";
import { disableUser } from "./disable.ts";
import { listUsers, readUser } from "./list.ts";
import { openUsers } from "./open.ts";
import { searchPlaces } from "./places.ts";
import { resetUser } from "./reset.ts";
import { endUserSessions, listUserSessions } from "./sessions.ts";

export const routes = [
  route(contract.listUsers, listUsers),
  route(contract.readUser, readUser),
  route(contract.searchPlaces, searchPlaces),
  route(contract.createUser, createUser),
  route(contract.openUsers, openUsers),
  route(contract.changeUser, changeUser),
  route(contract.disableUser, disableUser),
  route(contract.resetUser, resetUser),
  route(contract.listUserSessions, listUserSessions),
  route(contract.endUserSessions, endUserSessions),
];
