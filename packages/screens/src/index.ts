export { startApp } from "./start-app.tsx";
export { Loaded, ProblemBox } from "./problem-box.tsx";
export { useSession, type Post, type Session } from "./session.ts";
export { onSignedInAgain, reportSignedOut, useSignedOut } from "./signed-out.ts";
export { useCompiled, useCompiledAll } from "./catalogue.ts";
export { pageAt } from "./page-at.ts";
