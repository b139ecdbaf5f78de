// The API as a client that openapi-typescript generates uses it: node openapi-fetch.js BASE PATH LABEL LABEL
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./build/schema.js";

const [base = "", path = "", ...label] = process.argv.slice(2);
const requested: Request[] = [];
const client = createClient<paths>({
  baseUrl: base,
  headers: { "x-functions-key": "a-key" },
  fetch: (request) => {
    requested.push(request);
    return fetch(request);
  },
});

const { data: image } = await client.GET("/api/images/{path}", { params: { path: { path } } });
assert(image);
assert.equal(image.path, path);
const failure: components["schemas"]["Failure"] | null = image.error;
assert.equal(failure, null);

const original = await client.GET("/api/originals/{path}", { params: { path: { path } }, parseAs: "arrayBuffer" });
assert(original.data);
assert.equal(original.data.byteLength, image.bytes);
assert.deepEqual([...new Uint8Array(original.data, 0, 3)], [0xff, 0xd8, 0xff], "a JPEG");

const { data: found } = await client.GET("/api/search", { params: { query: { label, limit: 5 } } });
assert(found);
assert(found.items.some((item) => item.path === path));

const missing = await client.GET("/api/images/{path}", { params: { path: { path: "no/such.jpg" } } });
const problem: components["schemas"]["Problem"] | undefined = missing.error;
assert.equal(missing.response.status, 404);
assert.match(problem?.detail ?? "", /no%2Fsuch\.jpg|no\/such\.jpg/);

const wrong = await client.GET("/api/search", { params: { query: { limit: 1000 } } });
assert.equal(wrong.response.status, 400);
assert.match(wrong.error?.detail ?? "", /^limit is/);

assert(requested.some((request) => request.url.includes(encodeURIComponent(path))), "slashes were sent as %2F");
assert(requested.every((request) => !request.url.includes("a-key")));
console.log(`openapi-fetch: ${image.labels[0]?.name}, ${original.data.byteLength} bytes, ${found.items.length} found`);
