"""LiteRT (formerly TensorFlow Lite): https://ai.google.dev/edge/litert."""

import queue
from pathlib import Path

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray


class LiteRTEngine:
    """A pool of single-threaded interpreters: images side by side beat threads within one image."""

    def __init__(self, path: Path, interpreters: int) -> None:
        self._idle: queue.SimpleQueue[Interpreter] = queue.SimpleQueue()
        for _ in range(interpreters):
            interpreter = Interpreter(model_path=str(path), num_threads=1)
            interpreter.allocate_tensors()
            self._idle.put(interpreter)
        self._input = interpreter.get_input_details()[0]["index"]
        output = interpreter.get_output_details()[0]
        self._output = output["index"]
        self.classes = int(output["shape"][-1])

    def predict(self, pixels: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the scores of one image; waits while all interpreters are busy."""
        interpreter = self._idle.get()
        try:
            interpreter.set_tensor(self._input, pixels[np.newaxis])
            interpreter.invoke()
            scores: NDArray[np.float32] = interpreter.get_tensor(self._output)[0]
        finally:
            self._idle.put(interpreter)
        return scores
