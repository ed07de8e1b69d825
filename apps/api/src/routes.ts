import { routes as assignments } from "./assignments/routes.ts";
import { routes as audit } from "./audit/routes.ts";
import { routes as bills } from "./bills/routes.ts";
import { routes as board } from "./board/routes.ts";
import { routes as burden } from "./burden/routes.ts";
import { routes as calendar } from "./calendar/routes.ts";
import { routes as catalogueDrafts } from "./catalogue-drafts/routes.ts";
import { routes as catalogues } from "./catalogues/routes.ts";
import { routes as collections } from "./collections/routes.ts";
import { routes as consolidations } from "./consolidations/routes.ts";
import { routes as deliveries } from "./deliveries/routes.ts";
import { doors as demoDoors } from "./demo/read.ts";
import { routes as corrections } from "./corrections/routes.ts";
import { routes as deputies } from "./deputies/routes.ts";
import { routes as evaluations } from "./evaluations/routes.ts";
import { routes as evidence } from "./evidence/routes.ts";
import { routes as extensions } from "./extensions/routes.ts";
import { routes as filings } from "./filings/routes.ts";
import { doors as identityDoors, routes as identities } from "./identities/routes.ts";
import { routes as jointReviews } from "./joint-reviews/routes.ts";
import { routes as items } from "./items/routes.ts";
import { routes as meters } from "./meters/routes.ts";
import { routes as notices } from "./notices/routes.ts";
import { routes as exchange } from "./exchange/routes.ts";
import { routes as mappings } from "./mappings/routes.ts";
import { routes as matters } from "./matters/routes.ts";
import { routes as objections } from "./objections/routes.ts";
import { routes as openings } from "./openings/routes.ts";
import { routes as panels } from "./panels/routes.ts";
import { routes as periods } from "./periods/routes.ts";
import { routes as postProposals } from "./post-proposals/routes.ts";
import { routes as posts } from "./posts/routes.ts";
import { routes as questions } from "./questions/routes.ts";
import { routes as queue } from "./queue/routes.ts";
import { routes as rankings } from "./rankings/routes.ts";
import { routes as regions } from "./regions/routes.ts";
import { routes as releases } from "./releases/routes.ts";
import { routes as roles } from "./roles/routes.ts";

import { routes as rollUps } from "./roll-ups/routes.ts";
import { routes as rules } from "./rules/routes.ts";
import { routes as selfChecks } from "./self-checks/routes.ts";
import { doors as secondFactorDoors, routes as secondFactor } from "./second-factor/routes.ts";
import { routes as secondReviews } from "./second-reviews/routes.ts";
import type { Door, Route } from "./serve.ts";
import { doors as sessionDoors, routes as session } from "./session/routes.ts";
import { routes as spotChecks } from "./spot-checks/routes.ts";
import { routes as submissions } from "./submissions/routes.ts";
import { routes as tokens } from "./tokens/routes.ts";
import { routes as trends } from "./trends/routes.ts";
import { routes as unitChanges } from "./unit-changes/routes.ts";
import { routes as units } from "./units/routes.ts";
import { routes as users } from "./users/routes.ts";
import { routes as warnings } from "./warnings/routes.ts";

/** Every operation of the platform with its verb. */
export const routes: Route[] = [
  ...assignments,
  ...audit,
  ...bills,
  ...board,
  ...burden,
  ...calendar,
  ...catalogueDrafts,
  ...catalogues,
  ...collections,
  ...consolidations,
  ...deliveries,
  ...corrections,
  ...deputies,
  ...evaluations,
  ...evidence,
  ...extensions,
  ...filings,
  ...identities,
  ...jointReviews,
  ...items,
  ...meters,
  ...notices,
  ...exchange,
  ...mappings,
  ...matters,
  ...objections,
  ...openings,
  ...panels,
  ...periods,
  ...postProposals,
  ...posts,
  ...questions,
  ...queue,
  ...rankings,
  ...regions,
  ...releases,
  ...roles,
  ...rollUps,
  ...rules,
  ...selfChecks,
  ...secondFactor,
  ...secondReviews,
  ...session,
  ...spotChecks,
  ...submissions,
  ...tokens,
  ...trends,
  ...unitChanges,
  ...units,
  ...users,
  ...warnings,
];

/** Operations whose verbs open their own transactions. */
export const doors: Door[] = [...demoDoors, ...identityDoors, ...secondFactorDoors, ...sessionDoors];
