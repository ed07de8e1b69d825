export { ExtensionsTable } from "./extensions-table.tsx";
export { GrantDialog } from "./grant-dialog.tsx";
