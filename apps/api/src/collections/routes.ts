import { collectionChanges, collectionPreview, collections as contract, plannedCollections } from "@duibiao/contract";
import { route } from "../serve.ts";
import { changeAssignment } from "./assign.ts";
import { cancel, changeDue, changes, exempt } from "./change.ts";
import { importObservations } from "./import.ts";
import { count } from "./count.ts";
import { lock, open } from "./open.ts";
import { discard, listPlanned, plan } from "./planned.ts";
import { preview } from "./preview.ts";
import { propose } from "./propose.ts";
import { list, read } from "./read.ts";

export const routes = [
  route(contract.listCollections, list),
  // Before the address of one collection, which would take their last part for its id.
  route(collectionPreview.proposeCollection, propose),
  route(plannedCollections.listPlanned, listPlanned),
  route(contract.readCollection, read),
  route(collectionPreview.previewCollection, preview),
  route(plannedCollections.planCollections, plan),
  route(plannedCollections.discardPlanned, discard),
  route(contract.openCollection, open),
  route(contract.changeAssignment, changeAssignment),
  route(collectionChanges.listChanges, changes),
  route(collectionChanges.changeDue, changeDue),
  route(collectionChanges.cancelCollection, cancel),
  route(collectionChanges.exemptUnits, exempt),
  route(contract.lockCollection, lock),
  route(contract.countCollection, count),
  route(contract.importObservations, importObservations),
];
