import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { taskPath, type Assignment } from "./task.ts";

type Props = {
  task: Pick<Assignment, "collectionId" | "unitId">;
  cell: { measure: string; member: string };
  children: ReactNode;
};

/** Leads to the entry page, standing on the cell. */
export function CellLink({ task, cell: { measure, member }, children }: Props) {
  return (
    <Link to={taskPath(task)} search={{ cell: `${measure}/${member}` } as never}>
      {children}
    </Link>
  );
}
