import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

/** Starts the whole system with settings and a state of its own. */

export const ROOT = resolve(import.meta.dirname, "../..");
export const PYTHON = join(ROOT, ".venv/bin/python");
const PORTS = ["PORT", "BLOB_PORT", "SERVICE_BUS_PORT", "MONGODB_PORT"];

type Settings = { Values: Record<string, string> };

export type Stack = { base: string; blobPort: string; stop: () => Promise<void> };

/** Start a stack by the arguments of Python, and wait until it serves; what it keeps is in `state`. */
export async function start(state: string, ...command: string[]): Promise<Stack> {
  const ports = Object.fromEntries(await Promise.all(PORTS.map(async (name) => [name, await freePort()])));
  // As the template has it, whatever local.settings.json says: the pictures must never get into a real account.
  const template = JSON.parse(readFileSync(join(ROOT, "local.settings.template.json"), "utf8")) as Settings;
  const env = { ...process.env, ...template.Values, ...ports, STATE: state };
  const stack = spawn(PYTHON, command, { cwd: ROOT, env, stdio: ["ignore", "pipe", "inherit"] });
  await serving(stack);
  const stop = async () => {
    if (stack.exitCode !== null) return;
    stack.kill("SIGTERM");
    await once(stack, "exit");
  };
  return { base: `http://127.0.0.1:${ports.PORT}`, blobPort: ports.BLOB_PORT, stop };
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
