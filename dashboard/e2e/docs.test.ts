import { expect, it } from "vitest";
import { open } from "./browser";

it("the API can be read about, and tried", async () => {
  const page = await open("/docs");
  await page.getByText("Images by label, path, status and model").waitFor();
  await page.locator("#operations-Labels-labels .opblock-summary-control").click();
  await page.getByRole("button", { name: "Execute" }).click();
  const status = page.locator(
    "#operations-Labels-labels .live-responses-table .response .response-col_status",
  );
  await expect.poll(() => status.first().textContent()).toBe("200");
});
