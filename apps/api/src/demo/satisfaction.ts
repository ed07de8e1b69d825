import type { Rubric, Survey } from "@duibiao/indicators";
import { between } from "./chance.ts";
import { part, type Figures } from "./cell.ts";
import { careful, staffIn, type Profile } from "./profile.ts";

/** Valid answers to a questionnaire in a year (0 = first). */
export const respondents = (profile: Profile, year: number, { key }: Survey): number =>
  Math.max(12, Math.round(staffIn(profile, year) * between(0.1, 0.2, profile.code, year, key)));

/** Shares of the five grades from the best down where people are least content, and where they are most. */
const least = [0.22, 0.36, 0.26, 0.11, 0.05];
const most = [0.62, 0.3, 0.06, 0.015, 0.005];

/** F_SURVEY for a year: of each result the answers, their points and the squares of these. */
export function surveyed(profile: Profile, year: number, surveys: readonly Survey[]): Figures {
  return Object.fromEntries(
    surveys.flatMap((survey) =>
      survey.results.flatMap(({ question, n, sum, sumsq }) => {
        const what = `${survey.key} ${question ?? ""}`;
        const all = respondents(profile, year, survey);
        // Whoever leaves a question out is no answer to it.
        const answers = question === undefined ? all : part(all, between(0.82, 0.97, profile.code, year, what));
        const given = graded(answers, careful(profile, year, 0, 1, what));
        const total = (power: number) =>
          String(given.reduce((points, count, at) => points + count * survey.grades[at]!.points ** power, 0));
        return [
          [n, String(answers)],
          [sum, total(1)],
          [sumsq, total(2)],
        ];
      }),
    ),
  );
}

/** How many of the answers give each grade; `content` from 0 to 1. */
function graded(answers: number, content: number): number[] {
  let [share, before] = [0, 0];
  return least.map((low, at) => {
    share += low + (most[at]! - low) * content;
    const upTo = at === least.length - 1 ? answers : part(answers, share);
    const count = upTo - before;
    before = upTo;
    return count;
  });
}

/** F_RUBRIC for a year: the level that the raters agreed on. */
export const rated = (profile: Profile, year: number, rubrics: readonly Rubric[]): Figures =>
  Object.fromEntries(
    rubrics.map(({ key, measure, levels }) => {
      const best = levels.length - 1;
      return [measure, String(levels[part(best, careful(profile, year, 0.25, 1, key))]!.points)];
    }),
  );
