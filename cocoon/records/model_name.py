"""Define the name and the version of a model."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, order=True)
class ModelName:
    """A model by name and version."""

    name: str
    version: str

    def encode(self) -> dict[str, str]:
        """Return the form that documents have."""
        return asdict(self)
