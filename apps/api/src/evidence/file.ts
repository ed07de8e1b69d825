import { fileProblem } from "@duibiao/workbook";
import { problems } from "../problem.ts";

type Kind = { type: string; ending: RegExp; magic: readonly number[] };

const pdf: Kind = { type: "application/pdf", ending: /\.pdf$/i, magic: [0x25, 0x50, 0x44, 0x46, 0x2d] };
const png: Kind = {
  type: "image/png",
  ending: /\.png$/i,
  magic: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
};
const jpeg: Kind = { type: "image/jpeg", ending: /\.jpe?g$/i, magic: [0xff, 0xd8, 0xff] };
const xlsx: Kind = {
  type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ending: /\.xlsx$/i,
  magic: [0x50, 0x4b],
};

const isOf = ({ ending, magic }: Kind, name: string, bytes: Uint8Array) =>
  ending.test(name) && magic.every((byte, at) => bytes[at] === byte);

/** Media type of a signed scan, or of what is attached to a matter. @throws where name and first bytes are not of one kind that is taken (ASVS 5.2.2). */
export function scanType(name: string, bytes: Uint8Array): string {
  const kind = [pdf, png, jpeg].find((one) => isOf(one, name, bytes));
  if (kind === undefined)
    throw problems.rule(
      "只接受 pdf、png、jpeg，且内容须与扩展名一致",
      "Only pdf, png or jpeg, and the content must match the name",
    );
  return kind.type;
}

/** Media type of a paper that proves a cell. A workbook is opened as far as an import would: macros, links and zip bombs are refused. */
export function evidenceType(name: string, bytes: Uint8Array): string {
  if (!xlsx.ending.test(name)) {
    const kind = [pdf, png, jpeg].find((one) => isOf(one, name, bytes));
    if (kind !== undefined) return kind.type;
    throw problems.rule(
      "佐证只接受 pdf、png、jpeg、xlsx，且内容须与扩展名一致；其他文件请打印成 pdf 或拍照后上传",
      "A paper must be pdf, png, jpeg or xlsx, and its content must match the name; print anything else to pdf, or photograph it",
    );
  }
  const problem = fileProblem(bytes);
  if (problem !== null) throw problems.rule(problem.zh, problem.en);
  return xlsx.type;
}
