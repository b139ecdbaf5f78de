/** What the API answers; docs at /docs. A part that an older API lacks is optional. */

export type Box = { score: number; top: number; left: number; bottom: number; right: number };
export type Label = { name: string; score: number; boxes?: Box[] };

export type Image = {
  container: string;
  path: string;
  etag: string | null;
  model: { name: string; version: string } | null;
  status: "labelled" | "failed";
  labels: Label[];
  width: number | null;
  height: number | null;
  bytes: number | null;
  error: { code: string; message: string } | null;
  classified_at: string;
  milliseconds?: number | null;
  worker: string | null;
  links: { self: string; image?: string | null; thumbnail?: string | null };
};

export type Count = { name: string; images: number };
export type Facets = { labels: Count[]; images: number; complete: boolean };

export type SearchPage = {
  items: Image[];
  next_cursor: string | null;
  suggestions?: Count[];
  facets?: Facets | null;
};

export type Labels = { items: Count[]; counted_at?: string | null };
export type Failures = { items: { code: string; images: number }[]; counted_at?: string | null };

export type Minute = { minute: string; labelled: number; failed: number };
export type Worker = { worker: string; labelled: number; failed: number; busy_ms: number; minute: string };

export type Cost = {
  currency: string;
  total: number;
  since: string | null;
  worker_seconds: number;
  gb_per_worker: number;
  per_gb_second: number;
  executions: number;
  per_million_executions: number;
};

export type Listing = {
  prefix: string;
  kind: string;
  force: boolean;
  listed: number;
  enqueued: number;
  skipped: number;
  left_out?: LeftOut[];
  removed: number;
  started: string;
  updated: string | null;
  finished: string | null;
  error: string | null;
  full: boolean;
};

export type LeftOut = { reason: string; blobs: number; example: string };

export type Stats = {
  images: number;
  failed: number;
  per_minute?: number;
  queue?: { active: number; scheduled: number; dead_letter: number } | null;
  workers?: Worker[];
  cost?: Cost | null;
  history?: Minute[];
  listings?: Listing[];
  left_out?: LeftOut[];
};

export type GraphNode = { id: string; images: number };
export type GraphEdge = { source: string; target: string; images: number };
export type Graph = { nodes: GraphNode[]; edges: GraphEdge[]; images: number };

export type Retried = { failed: number; dead_letters: number; done: boolean };
export type Enqueued = {
  listed: number;
  enqueued: number;
  skipped: number;
  done: boolean;
  left_out?: LeftOut[];
};
