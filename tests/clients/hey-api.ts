// The API as a client that @hey-api/openapi-ts generates uses it: node hey-api.js BASE PATH LABEL LABEL
import assert from "node:assert/strict";
import { client } from "./build/hey-api/client.gen.js";
import { image as getImage, original as getOriginal, search } from "./build/hey-api/sdk.gen.js";
import type { Failure, Problem } from "./build/hey-api/types.gen.js";

const [baseUrl = "", path = "", ...label] = process.argv.slice(2);
const requested: Request[] = [];
client.setConfig({ baseUrl, auth: () => "a-key" });
client.interceptors.request.use((request) => {
  requested.push(request);
  return request;
});

const { data: image } = await getImage({ path: { path } });
assert(image);
assert.equal(image.path, path);
const failure: Failure | null = image.error;
assert.equal(failure, null);

const { data: original } = await getOriginal({ path: { path } });
assert(original instanceof Blob);
assert.equal(original.size, image.bytes);
assert.deepEqual([...new Uint8Array(await original.arrayBuffer(), 0, 3)], [0xff, 0xd8, 0xff], "a JPEG");

const { data: found } = await search({ query: { label, limit: 5 } });
assert(found);
assert(found.items.some((item) => item.path === path));

const missing = await getImage({ path: { path: "no/such.jpg" } });
const problem: Problem | void = missing.error;
assert.equal(missing.response?.status, 404);
assert.match(problem?.detail ?? "", /no%2Fsuch\.jpg|no\/such\.jpg/);

const wrong = await search({ query: { limit: 1000 } });
assert.equal(wrong.response?.status, 400);
assert.match(wrong.error?.detail ?? "", /^limit is/);

assert(requested.some((request) => request.url.includes(encodeURIComponent(path))), "slashes were sent as %2F");
assert(requested.every((request) => request.headers.get("x-functions-key") === "a-key"), "the key is in the header");
assert(requested.every((request) => !request.url.includes("a-key")), "and not in the address");
console.log(`hey-api: ${image.labels[0]?.name}, ${original.size} bytes, ${found.items.length} found`);
