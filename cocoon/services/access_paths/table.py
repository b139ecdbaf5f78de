"""Have all access paths (pure)."""

from cocoon.services.access_paths.count_paths import PATHS_OF_COUNTS
from cocoon.services.access_paths.image_paths import PATHS_OF_IMAGES
from cocoon.services.access_paths.posting_paths import PATHS_OF_POSTINGS
from cocoon.services.access_paths.record_paths import PATHS_OF_RECORDS
from cocoon.services.access_paths.search_paths import PATHS_OF_SEARCHES

ALL_PATHS = (*PATHS_OF_IMAGES, *PATHS_OF_SEARCHES, *PATHS_OF_POSTINGS, *PATHS_OF_COUNTS, *PATHS_OF_RECORDS)
