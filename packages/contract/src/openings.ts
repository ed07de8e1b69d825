import { z } from "zod";
import { at, filled, id } from "./fields.ts";
import { operation } from "./operation.ts";

const opening = z.object({ collectionId: z.number(), cityId: z.number(), reason: z.string(), by: z.string(), at });

/** A city lets the province see figures that the city has not accepted yet; without it the province sees counts. */
export const openFigures = operation({
  id: "openings.open",
  method: "post",
  path: "/collections/{id}/openings",
  action: "consolidation.sign",
  reach: "subtree",
  summary: {
    zh: "市级向省级开放未审数据（写明原因；默认省级只见计数）",
    en: "Let the province see figures before city review, with a reason; by default it sees counts only",
  },
  params: { id },
  body: z.strictObject({ city: id, reason: filled(500) }),
  response: opening,
  keyed: true,
});

export const listOpenings = operation({
  id: "openings.list",
  method: "get",
  path: "/collections/{id}/openings",
  action: "consolidation.read",
  reach: "subtree",
  summary: { zh: "哪些市开放了未审数据", en: "Which cities have opened unreviewed figures" },
  params: { id },
  response: z.object({ items: z.array(opening) }),
});
