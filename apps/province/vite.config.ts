import { defineConfig } from "vite";
import { appConfig } from "../../scripts/vite.shared.ts";

export default defineConfig(appConfig("province"));
