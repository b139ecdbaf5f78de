"""Run a model with LiteRT (formerly TensorFlow Lite): https://ai.google.dev/edge/litert."""

import queue
from pathlib import Path

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray


class LiteRTEngine:
    """A pool of single-threaded interpreters: several images in parallel are faster than several threads for one."""

    def __init__(self, path: Path, interpreters: int) -> None:
        self._idle: queue.SimpleQueue[Interpreter] = queue.SimpleQueue()
        for _ in range(interpreters):
            interpreter = Interpreter(model_path=str(path), num_threads=1)
            interpreter.allocate_tensors()
            self._idle.put(interpreter)
        (self._input,) = (details["index"] for details in interpreter.get_input_details())
        self._outputs = _output_indices(interpreter)

    def predict(self, pixels: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
        """Return the outputs for one image; wait while all interpreters are busy."""
        interpreter = self._idle.get()
        try:
            interpreter.set_tensor(self._input, pixels[np.newaxis])
            interpreter.invoke()
            return {name: interpreter.get_tensor(index)[0] for name, index in self._outputs.items()}
        finally:
            self._idle.put(interpreter)


def _output_indices(interpreter: Interpreter) -> dict[str, int]:
    """Return the index of each output tensor by its name in the signature, or by its own name if there is none."""
    signatures = interpreter.get_signature_list()
    if not signatures:
        return {details["name"]: details["index"] for details in interpreter.get_output_details()}
    runner = interpreter.get_signature_runner(next(iter(signatures)))
    return {name: details["index"] for name, details in runner.get_output_details().items()}
