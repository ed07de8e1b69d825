import type { tables } from "@duibiao/db";
import { isDay, type Form } from "@duibiao/indicators";

/** 表号, 制定机关, 批准文号, 有效期至 as the catalogue's form has them; a validity that is no day is not one. */
export const approvedOf = (form: Form) => ({
  number: form.number ?? "",
  maker: form.maker ?? "",
  approval: form.approval ?? "",
  validUntil: form.validUntil !== undefined && isDay(form.validUntil) ? form.validUntil : "",
});

/** The same as a collection was opened with them; one that was opened before they were kept goes by its form. */
export const approvedIn = (
  collection: Pick<
    typeof tables.collections.$inferSelect,
    "formNumber" | "formMaker" | "formApproval" | "formValidUntil"
  >,
  form: Form,
) => ({
  number: collection.formNumber || (form.number ?? ""),
  maker: collection.formMaker || (form.maker ?? ""),
  approval: collection.formApproval || (form.approval ?? ""),
  validUntil: collection.formValidUntil || (form.validUntil ?? ""),
});
