export { withDatabase as default } from "../scripts/vitest.shared.ts";
