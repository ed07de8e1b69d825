import type { Survey } from "@duibiao/indicators";
import { between, chance } from "./chance.ts";
import { part, type Figures } from "./cell.ts";
import { careful, staffIn, type Profile } from "./profile.ts";
import { respondents } from "./satisfaction.ts";

/** Issues of supervision of one quarter: due, put right in time and closed, come back after that. */
function issues(profile: Profile, year: number, quarter: number) {
  const due = Math.floor(between(0, 7, profile.code, year, quarter, "issues"));
  const inTime = part(due, careful(profile, year, 0.72, 1.08, "issues in time"));
  return { due, inTime, back: part(inTime, 0.22 - careful(profile, year, 0, 0.22, "issues back")) };
}

/** F_SYS_Q for a quarter (0 to 3) of a year (0 = first), as modules of opinions, supervision and goals would count. Submissions are counted by the platform itself. */
export function counters(profile: Profile, year: number, quarter: number): Figures {
  const { code } = profile;
  const opinions = Math.round(staffIn(profile, year) * between(0.008, 0.03, code, year, quarter, "opinions"));
  const rated = part(opinions, between(0.5, 0.85, code, year, quarter, "rated"));
  const tasks = Math.round(between(1, 6, code, year, quarter, "tasks"));
  const past = Array.from({ length: year * 4 + quarter + 1 }, (_, at) => issues(profile, Math.floor(at / 4), at % 4));
  const now = past.at(-1)!;
  const ever = (count: (one: typeof now) => number) => String(past.reduce((sum, one) => sum + count(one), 0));
  return {
    opinions: String(opinions),
    opinions_replied: String(part(opinions, careful(profile, year, 0.86, 1.05, "replied"))),
    opinions_rated: String(rated),
    opinions_satisfied: String(part(rated, careful(profile, year, 0.74, 1, "satisfied"))),
    issues_due: String(now.due),
    issues_ontime: String(now.inTime),
    issues_closed: ever(({ inTime }) => inTime),
    issues_recurred: ever(({ back }) => back),
    serious_violations: chance(code, year, quarter, "serious") < 0.008 * (1 - profile.care) ? "1" : "0",
    tasks_due: String(tasks),
    tasks_done: String(part(tasks, careful(profile, year, 0.72, 1.1, "tasks done"))),
  };
}

/** F_SYS_Y for a year (0 = first): linked goals, care projects, demands, innovations, and the questionnaires that came back. */
export function yearlyCounters(profile: Profile, year: number, surveys: readonly Survey[]): Figures {
  const { code } = profile;
  const valid = surveys.reduce((sum, survey) => sum + respondents(profile, year, survey), 0);
  const goals = Math.round(between(3, 8, code, year, "linked goals"));
  const points = Math.round(goals * 1000 * careful(profile, year, 0.58, 0.97, "linked points")) / 10;
  const projects = Math.round(between(3, 9, code, year, "care projects"));
  const demands = Math.round(staffIn(profile, year) * between(0.02, 0.05, code, year, "demands"));
  const innovations = Math.round(between(0, 4, code, year, "innovations"));
  return {
    linked_goal_points: String(points),
    linked_goal_count: String(goals),
    warm_projects: String(projects),
    warm_done: String(part(projects, careful(profile, year, 0.7, 1.08, "care done"))),
    demand_items: String(demands),
    demand_converted: String(part(demands, careful(profile, year, 0.3, 0.9, "converted"))),
    innov_projects: String(innovations),
    innov_accepted: String(part(innovations, careful(profile, year, 0.5, 1.1, "accepted"))),
    sv_invited: String(Math.round(valid / between(0.42, 0.78, code, year, "answered"))),
    sv_valid: String(valid),
  };
}
