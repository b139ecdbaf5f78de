// @azure/service-bus (Node) against the stand-in: node sb.mjs <connection string> <queue>
// It creates the queue, which needs no configuration, and prints ok or FAIL for each step.
import { ServiceBusClient, ServiceBusAdministrationClient, delay } from "@azure/service-bus";
import assert from "node:assert/strict";

const [connection, queue] = process.argv.slice(2);
let ok = 0, failed = 0;
async function step(name, work) {
  const at = Date.now();
  try {
    await Promise.race([work(), delay(30000).then(() => { throw new Error("no answer within 30 s"); })]);
    ok++; console.log(`ok   ${name} (${((Date.now() - at) / 1000).toFixed(1)} s)`);
  } catch (error) { failed++; console.log(`FAIL ${name}: ${error.code ?? ""} ${String(error.message).split("\n")[0].slice(0, 300)}`); }
}
const code = async (work) => { try { await work(); return "no error"; } catch (e) { return e.code ?? e.name; } };

// The stand-in's certificate is self-signed: Node accepts it with NODE_TLS_REJECT_UNAUTHORIZED=0.
const admin = new ServiceBusAdministrationClient(connection);
await step("administration: create, exists, counts, update, delete", async () => {
  if (!(await admin.queueExists(queue))) await admin.createQueue(queue, { lockDuration: "PT8S", maxDeliveryCount: 3, requiresDuplicateDetection: true });
  const q = await admin.getQueue(queue);
  assert.equal(q.maxDeliveryCount, 3);
  q.maxDeliveryCount = 4; assert.equal((await admin.updateQueue(q)).maxDeliveryCount, 4);
  const r = await admin.getQueueRuntimeProperties(queue); assert.equal(r.activeMessageCount, 0); assert.ok(r.createdAt instanceof Date);
  const names = []; for await (const x of admin.listQueues()) names.push(x.name); assert.ok(names.includes(queue));
  await admin.createQueue(queue + "2"); await admin.deleteQueue(queue + "2"); assert.equal(await admin.queueExists(queue + "2"), false);
  assert.equal(await code(() => admin.getQueue("nowhere")), "MessageEntityNotFoundError");
});

const client = new ServiceBusClient(connection, { retryOptions: { timeoutInMs: 10000, maxRetries: 2 } });
const sender = client.createSender(queue), receiver = client.createReceiver(queue), dead = client.createReceiver(queue, { subQueueType: "deadLetter" });
const one = async (r = receiver, ms = 5000) => { const m = (await r.receiveMessages(1, { maxWaitTimeInMs: ms }))[0]; assert.ok(m, "no message"); return m; };

await step("send, receive, complete; properties", async () => {
  await sender.sendMessages({ body: { a: 1 }, messageId: "n1", subject: "s", contentType: "application/json", applicationProperties: { n: 1, t: "x", b: true, d: new Date(1e12) }, timeToLive: 60000 });
  const m = await one();
  assert.deepEqual(m.body, { a: 1 }); assert.equal(m.subject, "s"); assert.equal(m.deliveryCount, 0); assert.equal(m.applicationProperties.n, 1); assert.equal(m.applicationProperties.t, "x"); assert.equal(+m.applicationProperties.d, 1e12);
  await receiver.completeMessage(m);
});
await step("batch, duplicates", async () => {
  const batch = await sender.createMessageBatch();
  for (let i = 0; i < 50; i++) assert.ok(batch.tryAddMessage({ body: `m${i}`, messageId: `b${i % 25}` }));
  await sender.sendMessages(batch);
  let n = 0; for (let got; (got = await receiver.receiveMessages(20, { maxWaitTimeInMs: 2000 })).length;) { n += got.length; await Promise.all(got.map((m) => receiver.completeMessage(m))); }
  assert.equal(n, 25);
});
await step("abandon with properties, defer, dead-letter, renew", async () => {
  await sender.sendMessages([{ body: "a" }, { body: "b" }]);
  await receiver.abandonMessage(await one(), { added: "p" });
  let m = await one(); assert.equal(m.body, "a"); assert.equal(m.deliveryCount, 1);
  const persisted = m.applicationProperties?.added;
  await receiver.renewMessageLock(m); await receiver.deferMessage(m);
  const [d] = await receiver.receiveDeferredMessages(m.sequenceNumber); assert.equal(d.body, "a"); await receiver.completeMessage(d);
  await receiver.deadLetterMessage(await one(), { deadLetterReason: "r", deadLetterErrorDescription: "d", extra: "e" });
  m = await one(dead); assert.equal(m.deadLetterReason, "r"); assert.equal(m.deadLetterErrorDescription, "d"); await dead.completeMessage(m);
  assert.equal(persisted, "p", `property of abandonMessage: ${persisted}`); assert.equal(m.applicationProperties.extra, "e", "property of deadLetterMessage");
});
await step("schedule, cancel, peek", async () => {
  const [n1] = await sender.scheduleMessages({ body: "soon" }, new Date(Date.now() + 2000)); const [n2] = await sender.scheduleMessages({ body: "never" }, new Date(Date.now() + 3600000));
  assert.equal((await receiver.peekMessages(10, { fromSequenceNumber: n1 })).length, 2);
  await sender.cancelScheduledMessages(n2); const m = await one(receiver, 6000); assert.equal(m.body, "soon"); await receiver.completeMessage(m);
});
await step("lock lost, complete twice", async () => {
  await sender.sendMessages({ body: "x" }); const m = await one(); await receiver.completeMessage(m); assert.notEqual(await code(() => receiver.completeMessage(m)), "no error");
  const still = client.createReceiver(queue, { maxAutoLockRenewalDurationInMs: 0 });
  await sender.sendMessages({ body: "y" }); const y = await one(still); await delay(9000); assert.equal(await code(() => still.completeMessage(y)), "MessageLockLost");
  const again = await one(); assert.equal(again.deliveryCount, 1); await receiver.completeMessage(again); await still.close();
  await sender.sendMessages({ body: "z" }); const z = await one(); await delay(10000); await receiver.completeMessage(z); // renewed by the client
});
await step("subscribe: 200 messages, 16 at once, autoComplete; an error abandons; close", async () => {
  const r = client.createReceiver(queue); const seen = new Map(); let errors = 0;
  await sender.sendMessages(Array.from({ length: 200 }, (_, i) => ({ body: i, messageId: `s${i}` })));
  const s = r.subscribe({ processMessage: async (m) => { seen.set(m.body, (seen.get(m.body) ?? 0) + 1); if (m.body === 7 && seen.get(7) === 1) throw new Error("once"); await delay(10); }, processError: async () => { errors++; } }, { maxConcurrentCalls: 16 });
  for (let i = 0; i < 200 && [...seen.values()].reduce((a, b) => a + b, 0) < 201; i++) await delay(50);
  await delay(300); await s.close(); await r.close();
  assert.equal(seen.size, 200); assert.equal([...seen.values()].reduce((a, b) => a + b), 201); assert.equal(errors, 1);
  assert.equal((await admin.getQueueRuntimeProperties(queue)).activeMessageCount, 0);
});
await step("receiveAndDelete; peekLock receive of 0 messages", async () => {
  await sender.sendMessages([{ body: 1 }, { body: 2 }]); const r = client.createReceiver(queue, { receiveMode: "receiveAndDelete" });
  assert.equal((await r.receiveMessages(5, { maxWaitTimeInMs: 2000 })).length, 2); assert.equal((await r.receiveMessages(5, { maxWaitTimeInMs: 1000 })).length, 0); await r.close();
});
await step("purge and delete in batches", async () => {
  await sender.sendMessages(Array.from({ length: 20 }, (_, i) => ({ body: i }))); const r = client.createReceiver(queue);
  if (!r.purgeMessages) { console.log("       (not in this version)"); return; }
  console.log("       deleted", await r.purgeMessages());
});
await step("errors: missing queue, too large, session", async () => {
  assert.equal(await code(() => client.createSender("nowhere").sendMessages({ body: 1 })), "MessagingEntityNotFound");
  assert.equal(await code(() => client.createReceiver("nowhere").receiveMessages(1, { maxWaitTimeInMs: 1000 })), "MessagingEntityNotFound");
  assert.equal(await code(() => sender.sendMessages({ body: Buffer.alloc(1300000) })), "MessageSizeExceeded");
  const session = await code(() => client.acceptSession(queue, "s")); console.log("       acceptSession:", session); assert.notEqual(session, "no error");
});
await step("close", async () => { await client.close(); });
console.log(`${ok} ok, ${failed} failed`);
process.exit(failed ? 1 : 0);
