import { posts as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { endPost } from "./end.ts";
import { extendPost } from "./extend.ts";
import { grantPost } from "./grant.ts";
import { handOver } from "./hand-over.ts";
import { listPosts } from "./list.ts";

export const routes = [
  route(contract.listPosts, listPosts),
  route(contract.grantPost, grantPost),
  route(contract.extendPost, extendPost),
  route(contract.endPost, endPost),
  route(contract.handOver, handOver),
];
