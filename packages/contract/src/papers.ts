import { z } from "zod";
import { id } from "./fields.ts";
import { operation } from "./operation.ts";

export const printReceipt = operation({
  id: "submissions.receipt",
  method: "get",
  path: "/submissions/{id}/revisions/{revision}/receipt",
  action: "submission.read",
  reach: "subtree",
  summary: {
    zh: "打印报送回执：校验码、签署人、时间和核验办法",
    en: "Printable receipt: hash, signers, time, and how to verify it",
  },
  params: { id, revision: id },
  response: z.string(),
  responseType: "text/html",
});

export const printBlank = operation({
  id: "collections.blank",
  method: "get",
  path: "/collections/{id}/blank",
  action: "collection.read",
  reach: "subtree",
  summary: { zh: "打印空白表", en: "Printable blank form of a collection" },
  params: { id },
  response: z.string(),
  responseType: "text/html",
});
