import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { taskPath, type Assignment } from "./task.ts";

/** The page of the cell is not the page that its task's other pages stand below. */
const exact = { exact: true };

type Props = {
  task: Pick<Assignment, "collectionId" | "unitId">;
  cell: { measure: string; member: string };
  children: ReactNode;
};

/** Leads to the entry page, standing on the cell. */
export function CellLink({ task, cell: { measure, member }, children }: Props) {
  return (
    <Link to={taskPath(task)} search={{ cell: `${measure}/${member}` } as never} activeOptions={exact}>
      {children}
    </Link>
  );
}
