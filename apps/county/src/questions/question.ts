import type { Answer, api } from "@duibiao/client";
import type { Assignment } from "../task/task.ts";

export type Question = Answer<typeof api.questions.listQuestions>["items"][number];

/** The task that a question is about, where it is among those loaded. */
export const taskOf = (tasks: readonly Assignment[], { submissionId }: Question): Assignment | undefined =>
  tasks.find((task) => task.submissionId === submissionId);

/** Where a reply waits until it is sent. */
export const replyPlace = (questionId: number) => `question:${questionId}` as const;
