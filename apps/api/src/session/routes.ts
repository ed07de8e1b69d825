import { session as contract } from "@duibiao/contract";
import { door, route } from "../serve.ts";
import { changePassword } from "./change-password.ts";
import { endOtherSession, endOtherSessions, listSessions, readSession } from "./own.ts";
import { signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";

export const routes = [
  route(contract.readSession, readSession),
  route(contract.listSessions, listSessions),
  route(contract.endOtherSession, endOtherSession),
  route(contract.endOtherSessions, endOtherSessions),
];

/** They begin or end a session, or hash a password: work that must not happen inside one transaction. */
export const doors = [
  door(contract.startSession, signIn),
  door(contract.endSession, signOut),
  door(contract.changePassword, changePassword),
];
