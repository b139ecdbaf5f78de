import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { precompress } from "./build/precompress.ts";

const LARGEST = 300_000; // bytes, gzipped, all chunks of the dashboard together
const ROOT = import.meta.dirname;

export default defineConfig({
  plugins: [react(), precompress(LARGEST)],
  build: {
    outDir: "../query_labels/static",
    emptyOutDir: true,
    assetsInlineLimit: 0, // the Content-Security-Policy allows no data: address
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000, // Swagger UI is one file
    rolldownOptions: { input: { index: `${ROOT}/index.html`, docs: `${ROOT}/docs.html` } },
    target: "baseline-widely-available",
  },
  server: { proxy: { "/api": process.env.API ?? "http://127.0.0.1:7071" } },
});
