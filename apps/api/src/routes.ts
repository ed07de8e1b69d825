import type { Route } from "./serve.ts";
import { routes as submissions } from "./submissions/routes.ts";

/** Every operation of the platform with its verb. */
export const routes: Route[] = [...submissions];
