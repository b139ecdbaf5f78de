"""Read a state dict in PyTorch's legacy (pre-1.6) file format, without PyTorch.

The file is three pickles (magic number, protocol, system), the pickled state dict, the
pickled list of storage keys, and then each storage: an int64 element count and the raw
little-endian values. Tensors are strided views into the storages.
"""

import pickle
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np
from numpy.typing import NDArray

MAGIC_NUMBER = 0x1950A86A20F9469CFC6C
PROTOCOL_VERSION = 1001
STORAGE_DTYPES = {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}


class WeightsFormatError(ValueError):
    """The file is not a legacy PyTorch state dict that this reader understands."""


class _Storage(NamedTuple):
    """A block of values, which the pickle names before the values are read."""

    key: str
    dtype: np.dtype[np.generic]


class _TensorView(NamedTuple):
    """A tensor as the pickle describes it; strides and offset are in elements, not bytes."""

    storage: _Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]


def _rebuild_tensor(
    storage: _Storage, offset: int, shape: tuple[int, ...], strides: tuple[int, ...], *_ignored: object
) -> _TensorView:
    return _TensorView(storage, offset, shape, strides)


class _StateDictUnpickler(pickle.Unpickler):
    """Allows only the names that a state dict needs, so that a crafted file cannot run code."""

    def find_class(self, module: str, name: str) -> object:
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _rebuild_tensor
        if module == "torch" and name in STORAGE_DTYPES:
            return STORAGE_DTYPES[name]
        message = f"{module}.{name} is not allowed in a weights file"
        raise WeightsFormatError(message)

    def persistent_load(self, pid: tuple[str, np.dtype[np.generic], str, str, int, object]) -> _Storage:
        kind, dtype, key, *_location = pid
        if kind != "storage":
            message = f"unknown persistent object {kind!r}"
            raise WeightsFormatError(message)
        return _Storage(key, dtype)


def read_state_dict(path: Path) -> dict[str, NDArray[np.generic]]:
    """Return the tensors of a state dict by name, as C-contiguous arrays.

    :raises WeightsFormatError: if the file has another format or names anything but tensors.
    """
    with path.open("rb") as file:
        _expect(file, MAGIC_NUMBER, "magic number")
        _expect(file, PROTOCOL_VERSION, "protocol version")
        _StateDictUnpickler(file).load()  # the writer's type sizes: always little-endian here
        views: dict[str, _TensorView] = _StateDictUnpickler(file).load()
        keys: list[str] = _StateDictUnpickler(file).load()
        dtypes = {view.storage.key: view.storage.dtype for view in views.values()}
        storages = {key: _read_storage(file, dtypes[key]) for key in keys}
    return {name: _materialise(view, storages[view.storage.key]) for name, view in views.items()}


def _expect(file: BinaryIO, wanted: int, what: str) -> None:
    load: Callable[[], object] = _StateDictUnpickler(file).load
    try:
        value = load()
    except pickle.UnpicklingError as error:
        message = f"{what} cannot be read: not a legacy PyTorch file"
        raise WeightsFormatError(message) from error
    if value != wanted:
        message = f"{what} is {value!r}, expected {wanted!r}"
        raise WeightsFormatError(message)


def _read_storage(file: BinaryIO, dtype: np.dtype[np.generic]) -> NDArray[np.generic]:
    count = int(np.frombuffer(file.read(8), "<i8")[0])
    return np.frombuffer(file.read(count * dtype.itemsize), dtype, count)


def _materialise(view: _TensorView, storage: NDArray[np.generic]) -> NDArray[np.generic]:
    byte_strides = tuple(stride * storage.itemsize for stride in view.strides)
    values = storage[view.offset :]
    return np.ascontiguousarray(np.lib.stride_tricks.as_strided(values, view.shape, byte_strides, writeable=False))
