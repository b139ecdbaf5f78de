import { defineConfig } from "vitest/config";

// No test, but the same stack and browser: `make screenshots` writes the README's pictures.
process.env.PICTURES = "0";

export default defineConfig({
  test: {
    include: ["e2e/screenshots.ts"],
    globalSetup: "e2e/setup.ts",
    testTimeout: 60_000,
    hookTimeout: 300_000,
  },
});
