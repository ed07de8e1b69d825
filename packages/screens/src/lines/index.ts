export { LineTotals, type Split, type TotalsSearch } from "./totals.tsx";
