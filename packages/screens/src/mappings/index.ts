export { PushVerdicts } from "./push-verdicts.tsx";
