import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { TestProject } from "vitest/node";

/** Starts the whole system once, as `make run` does, with pictures of its own; ends it after the last test. */

export const ROOT = resolve(import.meta.dirname, "../..");
export const PYTHON = join(ROOT, ".venv/bin/python");
const PORTS = ["PORT", "BLOB_PORT", "SERVICE_BUS_PORT", "MONGODB_PORT"];

type Settings = { Values: Record<string, string> };

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
  const ports = Object.fromEntries(await Promise.all(PORTS.map(async (name) => [name, await freePort()])));
  // As the template has it, whatever local.settings.json says: the pictures must never get into a real account.
  const template = JSON.parse(readFileSync(join(ROOT, "local.settings.template.json"), "utf8")) as Settings;
  const environment = { ...process.env, ...template.Values, ...ports, STATE: join(folder, "state") };
  const command = ["-m", "local", "run", ...(good ? ["--images", images] : [])];
  const stack = spawn(PYTHON, command, { cwd: ROOT, env: environment, stdio: ["ignore", "pipe", "inherit"] });
  await serving(stack);
  project.provide("base", `http://127.0.0.1:${ports.PORT}`);
  project.provide("blobPort", ports.BLOB_PORT);
  project.provide("good", good ? good + readdirSync(formats).length : 32);
  project.provide("bad", good ? 3 : 0);
  return async () => {
    if (stack.exitCode === null) {
      stack.kill("SIGTERM");
      await once(stack, "exit");
    }
    rmSync(folder, { recursive: true });
  };
}

/** Wait for the line that says so; after an error, show what was said until then. */
async function serving(stack: ChildProcess) {
  if (!stack.stdout) throw new Error("no output to read");
  let said = "";
  for await (const line of createInterface(stack.stdout)) {
    said += `${line}\n`;
    if (line.startsWith("Serving on")) {
      stack.stdout.resume(); // or its buffer would fill
      return;
    }
  }
  throw new Error(`The stack has ended:\n${said}`);
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return String(address.port);
}
