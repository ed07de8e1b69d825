export { pure as default } from "../../scripts/vitest.shared.ts";
