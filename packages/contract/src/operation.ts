import { z } from "zod";

/** Everything a person may be allowed to do. The server's policy table says which post may do it, and where. */
export const actions = [
  "session.use",
  "session.own",
  "region.read",
  "region.change",
  "region.import",
  "unit.read",
  "unit.change",
  "period.read",
  "period.create",
  "calendar.read",
  "calendar.change",
  "catalogue.read",
  "catalogue.publish",
  "catalogue-draft.read",
  "catalogue-draft.change",
  "collection.read",
  "collection.open",
  "collection.assign",
  "collection.lock",
  "extension.read",
  "extension.ask",
  "extension.decide",
  "burden.read",
  "history.import",
  "submission.read",
  "submission.save",
  "submission.push",
  "mapping.read",
  "mapping.change",
  "submission.sign",
  "submission.submit",
  "submission.scan",
  "submission.answer",
  "submission.question",
  "submission.return",
  "submission.accept",
  "filing.read",
  "filing.file",
  "second-review.read",
  "second-review.demand",
  "second-review.give",
  "spot-check.read",
  "spot-check.change",
  "joint-review.read",
  "joint-review.change",
  "joint-review.sign",
  "correction.ask",
  "correction.decide",
  "matter.read",
  "matter.attach",
  "objection.raise",
  "objection.reply",
  "meter.read",
  "meter.keep",
  "meter.confirm",
  "contact.read",
  "consolidation.read",
  "consolidation.sign",
  "consolidation.decide",
  "roll-up.read",
  "roll-up.verify",
  "evaluation.read",
  "evaluation.run",
  "panel.read",
  "panel.change",
  "panel.fill",
  "release.read",
  "release.prepare",
  "release.approve",
  "token.own",
  "token.read",
  "token.end",
  "user.read",
  "user.create",
  "user.disable",
  "post.grant",
  "post.propose",
  "deputy.own",
  "audit.read",
  "self-check.read",
  "delivery.read",
  "delivery.retry",
  "platform.read",
] as const;
export type Action = (typeof actions)[number];

/** Which rows an operation reaches: nobody's, one's own, a unit's, a region's subtree, an audience's, the platform's. */
export type Reach = "public" | "self" | "unit" | "subtree" | "audience" | "reference" | "platform";

type Shape = z.ZodRawShape;

export type Operation<
  P extends Shape = Shape,
  Q extends Shape = Shape,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> = {
  /** noun.verb, unique. */
  id: string;
  method: "get" | "post" | "put";
  /** Below /api/v1, parameters as {id}. */
  path: string;
  action: Action;
  reach: Reach;
  summary: { zh: string; en: string };
  params: z.ZodObject<P>;
  query: z.ZodObject<Q>;
  /** Absent: the operation takes no body. */
  body?: B;
  /** Media type of the body; JSON unless stated. */
  bodyType: "application/json" | "text/csv" | "application/octet-stream";
  response: R;
  /** Media type of the answer; JSON unless stated. */
  responseType: "application/json" | "text/csv" | "text/html" | "application/octet-stream";
  /** A write that must carry an Idempotency-Key: the same key is one record. */
  keyed: boolean;
  /** The answer holds a secret that is shown once: it is never stored, so a key brought along is not taken. */
  secret: boolean;
  /** A write whose many readings must all be of one moment: nothing that happens meanwhile is seen. */
  snapshot: boolean;
  /** Asks more than an address can hold: sent as a write is, but the database lets it write nothing, so it leaves no audit row. */
  reads: boolean;
  /** What stands at this address never changes: a browser may keep it. */
  immutable: boolean;
  /** The JSON body holds a whole table or document, and may be larger than what a person types. */
  large: boolean;
  /** Calculates over thousands of regions or cells: it runs beside those who type, never before them. */
  heavy: boolean;
  /** Asked by an open page by itself, again and again: no sign of life, so an unattended session still ends in time. */
  unattended: boolean;
};

/** Declares an operation; unknown parameters, query keys and body fields are refused. */
export function operation<
  P extends Shape = {},
  Q extends Shape = {},
  B extends z.ZodType = z.ZodUndefined,
  R extends z.ZodType = z.ZodType,
>(o: {
  id: string;
  method: "get" | "post" | "put";
  path: string;
  action: Action;
  reach: Reach;
  summary: { zh: string; en: string };
  params?: P;
  query?: Q;
  body?: B;
  bodyType?: Operation["bodyType"];
  response: R;
  responseType?: Operation["responseType"];
  keyed?: boolean;
  secret?: boolean;
  snapshot?: boolean;
  reads?: boolean;
  immutable?: boolean;
  large?: boolean;
  heavy?: boolean;
  unattended?: boolean;
}): Operation<P, Q, B, R> {
  return {
    ...o,
    params: z.strictObject(o.params ?? ({} as P)),
    query: z.strictObject(o.query ?? ({} as Q)),
    bodyType: o.bodyType ?? "application/json",
    responseType: o.responseType ?? "application/json",
    keyed: o.keyed ?? false,
    secret: o.secret ?? false,
    snapshot: o.snapshot ?? false,
    reads: o.reads ?? false,
    immutable: o.immutable ?? false,
    large: o.large ?? false,
    heavy: o.heavy ?? false,
    unattended: o.unattended ?? false,
  };
}

/** What a handler of the operation is given. */
export type Input<O> =
  O extends Operation<infer P, infer Q, infer B, z.ZodType>
    ? {
        params: z.output<z.ZodObject<P>>;
        query: z.output<z.ZodObject<Q>>;
        body: B extends z.ZodUndefined ? undefined : z.output<B>;
      }
    : never;
export type Output<O> = O extends Operation<Shape, Shape, z.ZodType, infer R> ? z.input<R> : never;
