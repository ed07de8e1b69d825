import { jointReviews as contract } from "@duibiao/contract";
import { route } from "../serve.ts";
import { list, read } from "./read.ts";
import { sign } from "./sign.ts";
import { create, save } from "./write.ts";

export const routes = [
  route(contract.listJointReviews, list),
  route(contract.readJointReview, read),
  route(contract.createJointReview, create),
  route(contract.saveJointReview, save),
  route(contract.signJointReview, sign),
];
