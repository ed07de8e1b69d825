import type { Survey } from "./catalogue.ts";
import { error, unknown, warn, type LintCode, type LintFinding } from "./lint-finding.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Targets, surveys, rubrics, and what the evidence of indicators is worth. */
export function lintAssessment(vocabulary: Vocabulary): LintFinding[] {
  const { catalogue } = vocabulary;
  return [
    ...lintTargets(vocabulary),
    ...(catalogue.surveys ?? []).flatMap((survey, at) => lintSurvey(vocabulary, survey, `surveys[${at}]`)),
    ...(catalogue.rubrics ?? []).flatMap(({ measure }, at) =>
      fedBy(vocabulary, "rubric_measures", `rubrics[${at}].measure`, measure, "rubric"),
    ),
    ...lintEvidence(vocabulary),
  ];
}

function lintTargets(vocabulary: Vocabulary): LintFinding[] {
  const seen = new Set<string>();
  return (vocabulary.catalogue.targets ?? []).flatMap(({ indicator, measure, region, year }, at) => {
    const path = `targets[${at}]`;
    if ((indicator === undefined) === (measure === undefined))
      return [
        error(
          "bad_target",
          path,
          "目标值应对应一个指标或一个数据项，二者只取其一。",
          "a target belongs to one indicator or one measure, exactly one of them.",
        ),
      ];
    if (indicator !== undefined && !vocabulary.indicators.has(indicator))
      return [unknown("unknown_indicator", `${path}.indicator`, "指标", "indicator", indicator)];
    if (measure !== undefined && !vocabulary.measures.has(measure))
      return [unknown("unknown_measure", `${path}.measure`, "数据项", "measure", measure)];
    const key = JSON.stringify([indicator, measure, region, year]);
    const again = seen.has(key);
    seen.add(key);
    if (!again) return [];
    return [
      error(
        "bad_target",
        path,
        `${indicator ?? measure} 在 ${year} 年对同一地区有两个目标值，请删去一个。`,
        `${indicator ?? measure} has two targets for one region in ${year}; remove one.`,
      ),
    ];
  });
}

function lintSurvey(vocabulary: Vocabulary, { questions, results }: Survey, path: string): LintFinding[] {
  return results.flatMap(({ question, n, sum, sumsq }, at) => {
    const where = `${path}.results[${at}]`;
    const known = question === undefined || questions.some(({ key }) => key === question);
    return [
      ...(known ? [] : [unknown("survey_measures", `${where}.question`, "题目", "question", question)]),
      ...Object.entries({ n, sum, sumsq }).flatMap(([field, key]) =>
        fedBy(vocabulary, "survey_measures", `${where}.${field}`, key, "survey"),
      ),
    ];
  });
}

/** The measure exists and says that its figures come from here. */
function fedBy(
  vocabulary: Vocabulary,
  code: LintCode,
  path: string,
  key: string,
  origin: "survey" | "rubric",
): LintFinding[] {
  const measure = vocabulary.measures.get(key);
  if (!measure) return [unknown(code, path, "数据项", "measure", key)];
  if (measure.origin === origin) return [];
  return [
    error(
      code,
      path,
      `数据项 ${key} 未注明来自${origin === "survey" ? "问卷" : "评分量表"}；请写 origin: ${origin}。`,
      `measure ${key} does not say that it comes from a ${origin}; state origin: ${origin}.`,
    ),
  ];
}

/** Asked only of catalogues that state evidence grades at all. */
function lintEvidence({ catalogue }: Vocabulary): LintFinding[] {
  if (catalogue.indicators.every(({ evidenceGrade }) => evidenceGrade === undefined)) return [];
  return catalogue.indicators.flatMap(({ key, evidenceGrade }, at) =>
    evidenceGrade !== undefined
      ? []
      : [
          warn(
            "evidence_missing",
            `indicators[${at}].evidenceGrade`,
            `指标 ${key} 没有证据等级；请注明系统产生、上级核定、抽查核实或自报。`,
            `indicator ${key} has no evidence grade; state system, superior, sampled or self.`,
          ),
        ],
  );
}
