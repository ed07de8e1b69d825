import { RulesReport } from "@duibiao/screens/rules";

export const RulesPage = () => (
  <RulesReport
    placeOf={({ submission, cell }) => ({
      to: "/review/$submission",
      params: { submission: String(submission) },
      search: { at: cell },
    })}
  />
);
