import type { Matter } from "../matters/open.ts";
import type { Ctx } from "../serve.ts";

export async function markReleases(_ctx: Ctx, _matter: Matter, _revision: number): Promise<void> {}
