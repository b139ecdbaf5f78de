"""Name the types that are schemas of the document; clients know these names, so they must not change."""

from collections.abc import Mapping
from typing import Any

from cocoon.http.responses import Problem
from cocoon.records.image_document import FailureRecord, Status
from cocoon.records.label import BoxRecord
from cocoon.records.left_out import LeftOutReason
from edit_labels.clearing import ClearLabelsResult
from edit_labels.confirmation import ClearLabelsRequest
from enqueue_blobs.enqueue_request import EnqueueResult
from enqueue_blobs.request_bodies import EnqueueRequest, RetryRequest
from enqueue_blobs.resending import RetryResult
from query_labels import dependency_checks, probes
from query_labels.completion.answer import Completions
from query_labels.completion.words import Completion
from query_labels.covers.cover import Cover
from query_labels.covers.folder_covers import FolderCover, FolderCovers
from query_labels.covers.label_covers import LabelCover, LabelCovers
from query_labels.search.facets import Facets
from query_labels.search.meaning import Because
from query_labels.search.presentation import ImageLinks, ModelVersion, PublicBroaderLabel, PublicImage, PublicLabel
from query_labels.search.results import SearchResult
from query_labels.search.understanding import Understood
from query_labels.statistics.label_counts import FailureCount, FailureCounts, LabelCount, LabelCounts
from query_labels.statistics.label_details import LabelDetails
from query_labels.statistics.label_graph import Graph, GraphEdge, GraphNode
from query_labels.statistics.overview import ListingProgress, ModelCount, Statistics
from query_labels.statistics.queue_depth import QueueDepth
from query_labels.statistics.worker_activity import CostEstimate, MinuteActivity, WorkerActivity
from query_labels.thesaurus.thesaurus import Kind

OBJECTS: Mapping[str, type] = {
    "Problem": Problem,
    "SearchResult": SearchResult,
    "Understood": Understood,
    "Image": PublicImage,
    "ModelVersion": ModelVersion,
    "Label": PublicLabel,
    "BroaderLabel": PublicBroaderLabel,
    "Box": BoxRecord,
    "Failure": FailureRecord,
    "ImageLinks": ImageLinks,
    "Facets": Facets,
    "LabelCount": LabelCount,
    "LabelCounts": LabelCounts,
    "LabelDetails": LabelDetails,
    "Cover": Cover,
    "LabelCover": LabelCover,
    "LabelCovers": LabelCovers,
    "FolderCover": FolderCover,
    "FolderCovers": FolderCovers,
    "Completion": Completion,
    "Completions": Completions,
    "FailureCount": FailureCount,
    "FailureCounts": FailureCounts,
    "Graph": Graph,
    "GraphNode": GraphNode,
    "GraphEdge": GraphEdge,
    "Statistics": Statistics,
    "ModelCount": ModelCount,
    "QueueDepth": QueueDepth,
    "WorkerActivity": WorkerActivity,
    "MinuteActivity": MinuteActivity,
    "CostEstimate": CostEstimate,
    "Listing": ListingProgress,
    "LeftOut": LeftOutReason,
    "Probe": probes.Probe,
    "Health": probes.Health,
    "DependencyHealth": dependency_checks.DependencyHealth,
    "EnqueueRequest": EnqueueRequest,
    "EnqueueResult": EnqueueResult,
    "RetryRequest": RetryRequest,
    "RetryResult": RetryResult,
    "ClearLabelsRequest": ClearLabelsRequest,
    "ClearLabelsResult": ClearLabelsResult,
}

ENUMS: Mapping[str, tuple[Any, str]] = {  # name: (Literal, description)
    "ImageStatus": (Status, "Whether an image was labelled."),
    "LabelKind": (Kind, "Whether a label has others below it."),
    "Because": (
        Because,
        "Why a word means a label; or `path`: it means words of paths.",
    ),
    "HealthStatus": (dependency_checks.Status, "Whether something can be reached."),
}

OPEN = ("Problem",)  # RFC 9457 lets a problem have members of its own; every other object is complete
