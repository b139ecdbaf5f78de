import { expect, it } from "vitest";
import { reasonOf } from "./reasons";

it("says in words what a code means", () => {
  expect(reasonOf("image_damaged").title).toBe("Damaged images");
});

it("makes the best of a code that it does not know", () => {
  expect(reasonOf("sensor_on_fire")).toEqual({ title: "Sensor on fire", advice: "" });
});
