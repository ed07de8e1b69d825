import { board as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { contacts } from "./contacts.ts";
import { progress } from "./progress.ts";
import { read } from "./read.ts";

export const routes = [
  route(contract.readBoard, read),
  route(contract.readProgress, progress),
  route(contract.listContacts, contacts),
];
