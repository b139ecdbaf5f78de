"""List every rate, limit and price of the model, with its source.

US dollars, list prices of a usual region without tax, looked up in November 2026 in copies that may be some months
older; 30 days a month. A figure that is neither published nor measured says "assumed".
"""

from typing import NamedTuple


class Figure(NamedTuple):
    """A number, its unit, and its source."""

    value: float
    unit: str
    source: str


DAYS = 30
SECONDS_A_MONTH = DAYS * 86_400

# Measured: docs/explanation/performance.md, on machines of two cores with the emulators on them.
CPU_MS = Figure(16, "ms of CPU an image", "measured: benchmarks.classify, 640 x 480 pixels, 115 KB")
THUMBNAIL_CPU = Figure(1.3, "times that", "measured: with --thumbnails, in the same run")
DETECTOR_CPU = Figure(0.85, "times that in addition", "measured: with --both and without, in turn, twice")
HOST_CPU_MS = Figure(3, "ms of CPU an image", "assumed: the .NET host next to the worker, which no benchmark measures")
LISTED = Figure(4_000, "blobs/s", "measured: benchmarks.enqueue, bare listing in one process")
ENQUEUED = Figure(2_550, "blobs/s", "measured: benchmarks.enqueue, everything new: list, look up, send, mark")
LOOKED_UP = Figure(3_800, "blobs/s", "measured: benchmarks.enqueue, nothing new: list and look up")
UPSERTS_A_CORE = Figure(
    110,
    "images/s",
    "measured: benchmarks.search, 172 to 220 with their postings by eight writers, on the same two cores; three runs",
)
PAGE = Figure(2_000, "blobs", "enqueue_blobs/blob_pages.py")
TIMER_CALLS = Figure(17_280, "a month", "watch_queue and recount_on_timer, every five minutes; each is billed a second")

# Flex Consumption: azure-docs, functions-consumption-costs and includes/functions-flex-consumption-billing-table.
GB_SECOND = Figure(0.000026, "$", "Flex Consumption, on demand")
MILLION_CALLS = Figure(0.40, "$", "Flex Consumption, a million executions")
FREE_GB_SECONDS = Figure(100_000, "GB-s a month", "Flex Consumption, on demand, a subscription")
FREE_CALLS = Figure(250_000, "executions a month", "Flex Consumption, on demand, a subscription")
QUOTA_MB = Figure(512_000, "MB", "Flex Consumption, a region and subscription; more on request")
START_SECONDS = Figure(60, "s", "assumed: until the instances run; Microsoft gives no number for queues")

# Service Bus: azure-docs, service-bus-throttling and service-bus-quotas; prices by the Retail Prices API.
CREDITS = Figure(1_000, "credits/s", "Service Bus Standard, a namespace")
CREDITS_AN_IMAGE = Figure(
    3, "credits", "send, receive, complete; the last is not in Microsoft's table, so 2 is possible"
)
PREMIUM_IMAGES = Figure(
    1_500, "images/s a unit", "assumed: one unit was benchmarked near 4 MB/s, which small messages do not reach"
)
STANDARD_MONTH = Figure(9.81, "$", "Service Bus Standard, a month")
PREMIUM_MONTH = Figure(677.08, "$", "Service Bus Premium, a messaging unit and month")
OPERATIONS_AN_IMAGE = Figure(3, "operations", "send, receive, complete")
OPERATION_TIERS = ((13e6, 0.0), (100e6, 0.80e-6), (2_500e6, 0.50e-6), (float("inf"), 0.20e-6))  # limit, $ each
MESSAGE_BYTES = Figure(500, "bytes", "assumed: a path of 100 characters, with the broker's own properties")

# Event Grid: azure-docs, event-grid overview; learn.microsoft.com/answers/questions/5830137.
EVENT = Figure(0.60e-6, "$ an operation", "Event Grid: ingress and each delivery; what a filter drops is ingress")
FREE_EVENTS = Figure(100_000, "operations a month", "Event Grid")

# Blob Storage, hot, zone-redundant: prices by the Retail Prices API; azure-docs, storage account limits.
WRITE = Figure(0.0625 / 10_000, "$", "Blob Storage, a write or a page of a listing")
READ = Figure(0.004 / 10_000, "$", "Blob Storage, a read")
GB_MONTH = Figure(0.026, "$", "Blob Storage, a GB and month")
THUMBNAIL_KB = Figure(32, "KB", "measured: 512 pixels, of photographs")
ACCOUNT_REQUESTS = Figure(20_000, "requests/s", "Blob Storage, an account; 40,000 in the large regions")

# Azure DocumentDB: Retail Prices API of August 2026 for M10 to M25; the larger ones were found nowhere.
TIER_MONTH = {"M10": 18.18, "M20": 72.71, "M25": 72.71, "M30": 146, "M40": 292, "M50": 584, "M60": 1_168, "M80": 2_336}
TIER_CORES = {"M10": 1, "M20": 2, "M25": 2, "M30": 2, "M40": 4, "M50": 8, "M60": 16, "M80": 32}
ASSUMED_TIERS = ("M30", "M40", "M50", "M60", "M80")  # $73 a core; one document implies a quarter of it
DISKS = (32, 64, 128, 256, 512, 1024, 2048, 4095, 8192, 16384, 32767)
SMALL_TIERS, SMALL_DISK, NEXT_TIER = ("M10", "M20", "M25"), 128, "M30"  # the largest disk of the small tiers
DISK_GB_MONTH = Figure(0.137, "$", "Azure DocumentDB, a GiB of disk and month")
DOCUMENT_KB = Figure(17, "KB of disk", "measured: benchmarks.search: a document, 15 postings and their indexes")

# Cosmos DB for MongoDB, serverless: azure-databases-docs, understand-request-unit-consumption.
MILLION_RU = Figure(0.25, "$", "Cosmos DB, serverless")
RU_AN_IMAGE = Figure(21, "RU", "assumed: a look-up and a document with some 30 indexed terms; 13 is possible")
POSTINGS = Figure(15, "postings an image", "five labels and ten broader ones, as the samples have with both models")
RU_A_POSTING = Figure(7, "RU", "assumed: as a mark")
RU_DOCUMENT_KB = Figure(5, "KB", "assumed: a document with its indexes")
RU_POSTING_KB = Figure(0.5, "KB", "assumed: a posting with its index")
RU_A_MARK = Figure(7, "RU", "assumed: a document of less than 1 KB with its indexes")
RU_A_LOOK_UP = Figure(1, "RU a document", "Cosmos DB: a point read of 1 KB")
RU_SECOND = Figure(5_000, "RU/s", "Cosmos DB, serverless, a physical partition of 50 GB")
RU_LARGEST_GB = Figure(1_000, "GB", "Cosmos DB, serverless, a container")
RU_GB_MONTH = Figure(0.25, "$", "Cosmos DB, serverless, a GB and month")

# Log Analytics and alerts: prices by the Retail Prices API.
LOG_GB = Figure(2.30, "$", "Log Analytics, a GB; 5 GB a month are free")
FREE_LOG_GB = Figure(5, "GB", "Log Analytics, a billing account and month")
LOG_KB_AN_IMAGE = Figure(2.0, "KB", "assumed: a request's record, and a sampled line of the app")
ALERTS_MONTH = Figure(3.00, "$", "six log alerts every 15 minutes at $0.50; the first ten metric alerts are free")
LOG_GB_DAY = Figure(20, "GB", "infra/main.bicep, logsDailyGb: after which the logs end for the day")
PRIVATE_MONTH = Figure(35, "$", "four or five private endpoints at $7.30, and their DNS zones")
PRIVATE_GB = Figure(0.01, "$", "private endpoints, a GB")
IMAGE_KB = Figure(115, "KB", "640 x 480 pixels, as photographs have it on average")


def instance_cores(memory_mb: int) -> float:
    """Return the cores of an instance: azure-docs, flex-consumption-plan."""
    return {512: 0.25, 2048: 1.0, 4096: 2.0}[memory_mb]
