"""Compute the cost and the duration of labelling many images, from measured rates and published limits and prices.

``python -m benchmarks.scale --images 1e9`` prints a table; docs/explanation/scale.md contains such tables.

- ``figures``: every rate, limit and price, with where it was measured or read
- ``deployment``: the deployment: instances, queue, database
- ``rates``: how many images per second each part can handle, and which part is the bottleneck
- ``costs``: the bill of a month, item by item
- ``finding``: the cost of finding the images, by listing or by events
- ``others``: the prices of label services
- ``tiers``: graduated prices
- ``tables``: the tables of the document
"""
