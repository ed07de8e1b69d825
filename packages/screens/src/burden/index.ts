export { BurdenPage } from "./burden-page.tsx";
