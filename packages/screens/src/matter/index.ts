export { matterStates, turnOf } from "./words.ts";
