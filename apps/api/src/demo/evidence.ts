import { evidence as contract } from "@duibiao/contract";
import { attach } from "../evidence/attach.ts";
import { act, type Stage } from "./stage.ts";

/** A page that says that it is invented, as a small pdf of its own. */
const page = (line: string): Uint8Array<ArrayBuffer> => {
  const text = `BT /F1 18 Tf 60 760 Td (${line}) Tj ET`;
  return new TextEncoder().encode(
    [
      "%PDF-1.4",
      "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
      "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj",
      `4 0 obj<</Length ${text.length}>>stream\n${text}\nendstream endobj`,
      "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj",
      "trailer<</Root 1 0 R>>",
      "%%EOF",
    ].join("\n"),
  );
};

/** A clerk sends a bill with what a reviewer asked about. */
export const provePower = (stage: Stage, code: string, submission: number, at: Date) =>
  act(
    stage,
    `clerk.${code}`,
    at,
    { operation: contract.attachEvidence, verb: attach },
    {
      params: { id: submission },
      query: { measure: "elec_kwh", member: "total", name: "电费账单（演示）.pdf" },
      body: page("SYNTHETIC: an electricity bill of an invented county"),
    },
  );
