import { addressOf, api } from "@duibiao/client";
import { showBytes, useText } from "@duibiao/ui";
import { AddPaper } from "../papers/add-paper.tsx";
import { isSame, type Destination } from "../papers/destination.ts";
import { useWaitingPapers } from "../papers/use-papers.ts";
import { WaitingList } from "../papers/waiting-list.tsx";
import type { Matter } from "./matter.ts";

/** The evidence handed in; whoever asked adds to it until somebody has decided. */
export function Files({ matter }: { matter: Matter }) {
  const t = useText();
  const to: Destination = { is: "matter", matterId: matter.id };
  const waiting = useWaitingPapers((paper) => isSame(paper.to, to));
  return (
    <>
      {matter.files.length === 0 ? <span className="quiet">{t("无", "none")}</span> : null}
      <ul className="matter-files">
        {matter.files.map(({ id, name, size }) => (
          <li key={id}>
            <a href={addressOf(api.matters.readFile, { id: matter.id, file: id })} download={name}>
              {name}
            </a>{" "}
            <span className="quiet">{showBytes(size)}</span>
          </li>
        ))}
      </ul>
      <WaitingList {...waiting} />
      {matter.may.includes("attach") ? (
        <div className="no-print">
          <AddPaper
            to={to}
            about={{ zh: `${matter.number} 附件`, en: `${matter.number}, file` }}
            label={{ zh: "补充附件", en: "Add a file" }}
            action={{ zh: "上传", en: "Upload" }}
          />
        </div>
      ) : null}
    </>
  );
}
