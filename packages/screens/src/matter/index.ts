export { ObjectionLink } from "./objection-link.tsx";
export { matterStates, turnOf } from "./words.ts";
