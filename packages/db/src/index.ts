export { builtOnce } from "./built-once.ts";
export { migrate, missingMigrations } from "./migrate.ts";
export { openDb, tables, type Db, type Tx } from "./open.ts";
export { nobody, planOnce, setScope, type Scope } from "./scope.ts";
export { rebuildKey, rebuildNext } from "./rebuild.ts";
export { lenses } from "./schema/roll-ups.ts";
