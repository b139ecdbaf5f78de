"""Measure searches and writes over documents as the app writes them: ``make bench NAME=search``.

    make bench NAME=search DOCUMENTS=200000,1000000 MONGODB=mongodb://127.0.0.1:27117/

``MONGODB`` names any database; otherwise the embedded one is started. ``DOCUMENTS`` is one size or several (default:
2,000 and 20,000). Each size has a database of its own, ``cocoon-bench-SIZE``, which is filled once and then used again.
``KINDS`` chooses the kinds whose names have one of its words, ``KINDS=prefix,facets``.

Requests call the code behind the triggers. The app runs one event loop in each worker process, and so does a client
here: eight processes, since a single one would keep eight clients waiting for its own CPU time.

``__main__`` is the command. ``target`` says which database and sizes; ``documents`` makes documents, ``loading`` loads
them. ``kinds`` lists the kinds of requests, ``requests`` sends them, ``writing`` stores images. ``client`` is a process
that does so, ``crowd`` has eight. ``traffic`` counts what the driver sends and gets, ``plan`` says which rows a
database reads for a command. ``figures`` has the results, ``table`` shows them.
"""
