import { defineConfig } from "vitest/config";

// One stack and one browser for all files: they run one after the other.
export default defineConfig({
  test: {
    include: ["e2e/**/*.test.ts"],
    globalSetup: "e2e/setup.ts",
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 15_000, interval: 100 } },
  },
});
