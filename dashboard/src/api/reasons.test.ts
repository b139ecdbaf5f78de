import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { reasonOf } from "./reasons";

const CODES = join(import.meta.dirname, "../../../cocoon/records/failure_codes.py");

it("says of every code of the app what it means and what to do", () => {
  const codes = [...readFileSync(CODES, "utf8").matchAll(/^[A-Z_]+ = "([a-z_]+)"$/gm)].map(
    ([, code]) => code ?? "",
  );
  expect(codes.length).toBeGreaterThan(12);
  for (const code of codes) {
    expect(reasonOf(code), code).toMatchObject({ why: expect.stringMatching(/\.$/) });
    expect(reasonOf(code).remedy, code).toMatch(/\.$/);
  }
});

it("offers no retry where there is no image to send", () => {
  expect(reasonOf("bad_message").retryHelps).toBe(false);
  expect(reasonOf("image_damaged").retryHelps).toBe(true);
});

it("makes the best of a code that it does not know", () => {
  expect(reasonOf("sensor_on_fire")).toMatchObject({ title: "Sensor on fire", remedy: "", retryHelps: true });
});
