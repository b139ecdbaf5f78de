import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { PYTHON, ROOT, start } from "./stack";

/** Starts the whole system once, as `make run` does, with pictures of its own; ends it after the last test. */

declare module "vitest" {
  export interface ProvidedContext {
    base: string;
    blobPort: string;
    /** How many pictures can be labelled, and how many files are none. */
    good: number;
    bad: number;
  }
}

export default async function setup(project: TestProject) {
  const good = Number(process.env.PICTURES ?? 139); // 0: the samples, as they are
  const folder = mkdtempSync(join(tmpdir(), "cocoon-e2e-"));
  const images = join(folder, "images");
  const formats = join(images, "formats");
  if (good) {
    execFileSync(PYTHON, ["-m", "dashboard.e2e.make_images", images, String(good)], { cwd: ROOT });
    execFileSync(PYTHON, ["-m", "dashboard.e2e.make_formats", formats], { cwd: ROOT });
  }
  const stack = await start(
    join(folder, "state"),
    "-m",
    "local",
    "run",
    ...(good ? ["--images", images] : []),
  );
  project.provide("base", stack.base);
  project.provide("blobPort", stack.blobPort);
  project.provide("good", good ? good + readdirSync(formats).length : 32);
  project.provide("bad", good ? 3 : 0);
  return async () => {
    await stack.stop();
    rmSync(folder, { recursive: true });
  };
}
