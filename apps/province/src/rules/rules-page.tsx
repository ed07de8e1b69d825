import { RulesReport } from "@duibiao/screens/rules";

export const RulesPage = () => (
  <RulesReport
    placeOf={({ submission, revision, cell }) => ({
      to: "/revisions/$submission/$revision",
      params: { submission: String(submission), revision: String(revision) },
      search: { cell },
    })}
  />
);
