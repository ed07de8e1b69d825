import { postProposals as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { createProposal } from "./create.ts";
import { decideProposals } from "./decide.ts";
import { listProposals } from "./list.ts";

export const routes = [
  route(contract.listProposals, listProposals),
  route(contract.createProposal, createProposal),
  route(contract.decideProposals, decideProposals),
];
