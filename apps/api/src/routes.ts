import { routes as collections } from "./collections/routes.ts";
import { routes as consolidations } from "./consolidations/routes.ts";
import { routes as rollUps } from "./roll-ups/routes.ts";
import type { Route } from "./serve.ts";
import { routes as submissions } from "./submissions/routes.ts";

/** Every operation of the platform with its verb. */
export const routes: Route[] = [
  ...collections,
  ...consolidations,
  ...rollUps,
  ...submissions,
];
