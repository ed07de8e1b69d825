import type { SignedIn } from "../actor.ts";
import type { Post } from "../policy.ts";
import { administrators } from "../posts/apart.ts";
import type { Platform } from "../serve.ts";

/** Whether the platform asks it of these posts: of the three administrators, and of bureaus above the county. */
export const isRequired = ({ secondFactor }: Platform, posts: readonly Post[]): boolean =>
  secondFactor === "required" &&
  posts.some(({ role, unitId, tier }) => administrators.has(role) || (unitId === null && tier !== "county"));

/** Whether nothing but setting it up is possible. */
export const mustSetUp = (platform: Platform, actor: SignedIn): boolean =>
  !actor.secondFactor && actor.token === null && isRequired(platform, actor.posts);
