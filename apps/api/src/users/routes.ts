import { users as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { createUser } from "./create.ts";
import { disableUser } from "./disable.ts";
import { endPost } from "./end-post.ts";
import { grantPost } from "./grant.ts";
import { listUsers } from "./list.ts";
import { listPosts } from "./posts.ts";
import { resetUser } from "./reset.ts";

export const routes = [
  route(contract.listUsers, listUsers),
  route(contract.createUser, createUser),
  route(contract.disableUser, disableUser),
  route(contract.resetUser, resetUser),
  route(contract.listPosts, listPosts),
  route(contract.grantPost, grantPost),
  route(contract.endPost, endPost),
];
