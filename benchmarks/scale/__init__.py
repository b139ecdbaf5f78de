"""What labelling many images costs and how long it takes, from measured rates and published limits and prices.

``python -m benchmarks.scale --images 1e9`` prints a table; docs/explanation/scale.md is made of such tables.

- ``figures``: every rate, limit and price, with where it was measured or read
- ``deployment``: what is deployed: instances, queue, database
- ``rates``: how many images a second each part bears, and which is the least
- ``costs``: what a month costs, item by item
- ``finding``: what finding the images costs: by listing, by events
- ``others``: what label services ask
- ``tiers``: prices that fall with the amount
- ``tables``: the tables of the document
"""
