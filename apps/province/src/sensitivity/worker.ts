import "@duibiao/screens/old-chromium";
import { openMatrix, type Matrix, type Trial } from "./matrix.ts";

export type Question = { id: number; trial: Trial } & (
  | { kind: "rank" }
  | { kind: "remove" }
  | { kind: "breakEven"; a: number; b: number }
);
export type Opening = { kind: "open"; matrix: Matrix };
export type Reply = { id: number; took: number; answer: unknown } | { id: number; fault: string };

const here = self as unknown as {
  addEventListener: (type: "message", listen: (event: MessageEvent<Question | Opening>) => void) => void;
  postMessage: (reply: Reply) => void;
};

let opened: ReturnType<typeof openMatrix> | null = null;

here.addEventListener("message", ({ data }) => {
  if (data.kind === "open") {
    opened = openMatrix(data.matrix);
    return;
  }
  const began = performance.now();
  try {
    const answer = answerTo(data);
    here.postMessage({ id: data.id, took: performance.now() - began, answer });
  } catch (error) {
    here.postMessage({ id: data.id, fault: error instanceof Error ? error.message : String(error) });
  }
});

function answerTo(question: Question): unknown {
  switch (question.kind) {
    case "rank":
      return opened!.rank(question.trial);
    case "remove":
      return opened!.remove(question.trial);
    case "breakEven":
      return opened!.breakEven(question.trial, question.a, question.b);
  }
}
