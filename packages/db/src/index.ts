export { migrate, missingMigrations } from "./migrate.ts";
export { openDb, tables, type Db, type Tx } from "./open.ts";
export { nobody, setScope, type Scope } from "./scope.ts";
export { rebuildKey, rebuildNext } from "./rebuild.ts";
export { lenses } from "./schema/roll-ups.ts";
