export { withoutDatabase as default } from "../../scripts/vitest.shared.ts";
