export * from "./language.tsx";
export * from "./format.ts";
export * from "./button.tsx";
export * from "./field.tsx";
export * from "./dialog.tsx";
export * from "./alert.tsx";
export * from "./segments.tsx";
export * from "./page.tsx";
