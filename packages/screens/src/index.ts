export { startApp } from "./start-app.tsx";
export { Loaded, ProblemBox } from "./problem-box.tsx";
export { useSession, type Post, type Session } from "./session.ts";
export { onSignedInAgain, reportSignedOut, useSignedOut } from "./signed-out.ts";
export { useCatalogues, useCompiled, useCompiledAll, useDocument } from "./catalogue/compiled.ts";
export { pageAt } from "./page-at.ts";
export { cataloguePages } from "./catalogue/routes.ts";
export { keepCopy } from "./kept.ts";
export { countUnsentBy } from "./unsent.ts";
