import { context as reference, ledgers, papers, submissions as contract, workbooks } from "@duibiao/contract";
import { route } from "../serve.ts";
import { accept } from "./accept.ts";
import { context } from "./context.ts";
import { open } from "./open.ts";
import { print, printBlank } from "./print.ts";
import { answer, question } from "./question.ts";
import { list, read, readRevision } from "./read.ts";
import { printReceipt } from "./receipt.ts";
import { returnSubmission } from "./return.ts";
import { save } from "./save.ts";
import { scan } from "./scan.ts";
import { sign } from "./sign.ts";
import { submit } from "./submit.ts";
import { readLedger, sumLedger } from "./sum-ledger.ts";
import { template } from "./template.ts";
import { ownTemplates } from "./templates.ts";
import { tryWorkbook } from "./try.ts";
import { importWorkbook, markWorkbook } from "./workbook.ts";

export const routes = [
  route(contract.listSubmissions, list),
  route(contract.readSubmission, read),
  route(reference.readContext, context),
  route(contract.openSubmission, open),
  route(contract.saveSubmission, save),
  route(ledgers.readLedger, readLedger),
  route(ledgers.sumLedger, sumLedger),
  route(contract.signSubmission, sign),
  route(contract.submitSubmission, submit),
  route(contract.returnSubmission, returnSubmission),
  route(contract.acceptSubmission, accept),
  route(contract.askQuestion, question),
  route(contract.answerQuestion, answer),
  route(contract.attachScan, scan),
  route(contract.readRevision, readRevision),
  route(contract.printRevision, print),
  route(papers.printReceipt, printReceipt),
  route(papers.printBlank, printBlank),
  route(workbooks.readTemplate, template),
  route(workbooks.readTemplates, ownTemplates),
  route(workbooks.tryWorkbook, tryWorkbook),
  route(workbooks.importWorkbook, importWorkbook),
  route(workbooks.markWorkbook, markWorkbook),
];
