import { catalogueDrafts as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { check } from "./check.ts";
import { create } from "./create.ts";
import { publish } from "./publish.ts";
import { list, read } from "./read.ts";
import { discard, save } from "./save.ts";

export const routes = [
  route(contract.createDraft, create),
  route(contract.listDrafts, list),
  route(contract.readDraft, read),
  route(contract.saveDraft, save),
  route(contract.checkDraft, check),
  route(contract.publishDraft, publish),
  route(contract.discardDraft, discard),
];
