"""Write the tables of docs/explanation/scale.md in Markdown (pure)."""

from collections.abc import Callable, Iterable, Sequence

from benchmarks.scale import costs, figures, finding, others, rates
from benchmarks.scale.deployment import Deployment, Work, disk_gb

SIZES = (1e5, 1e6, 1e7, 1e9)
TOGETHER = 1e7  # images of the table of deployments
DEFAULT = Deployment()
LARGE = {  # larger deployments, each with the next step of one part
    "the default": DEFAULT,
    "the default with 40 instances": Deployment(instances=40),
    "request units": Deployment(tier="ru"),
    "Premium, M40": Deployment(instances=14, bus_units=1, tier="M40"),
    "Premium, M60": Deployment(instances=55, bus_units=2, tier="M60"),
    "Premium, M80": Deployment(instances=110, bus_units=4, tier="M80"),
}


def all_tables() -> dict[str, str]:
    """Return each table by its name in the document."""
    return {
        "million": a_million(DEFAULT),
        "together": together(LARGE),
        "month": month(DEFAULT, SIZES),
        "month-ru": month(Deployment(tier="ru"), (1e5, 1e6, 1e7, 1e8)),
        "others": compared(DEFAULT, SIZES),
        "once": listed_once(SIZES),
        "listing": listing(SIZES),
        "figures": all_figures(),
    }


def a_million(deployment: Deployment) -> str:
    """Return the bill of a month with a million new images."""
    items = costs.month(deployment, Work.first(1e6))
    rows = [(name, dollars(value)) for name, value in items.items() if value]
    return markdown(
        ("a month with 1 million new images", ""), [*rows, ("**sum**", f"**{dollars(costs.total(items))}**")]
    )


def together(deployments: dict[str, Deployment]) -> str:
    """Return a table of deployments with their rates and costs."""
    head = ("", "images/s", "bound by", "instances", "Service Bus", "database", "10 million take", "that month costs")
    return markdown(head, [_together(name, each.with_room_for(TOGETHER)) for name, each in deployments.items()])


def month(deployment: Deployment, sizes: Sequence[float]) -> str:
    """Return the bill of the first month for each number of images."""
    deployments = [deployment.with_room_for(size) for size in sizes]
    bills = [costs.month(each, Work.first(size)) for each, size in zip(deployments, sizes, strict=True)]
    names = [name for name in bills[0] if any(bill[name] for bill in bills)]
    rows = [(name, *(dollars(bill[name]) for bill in bills)) for name in names]
    if deployment.tier != "ru":
        with_disk = (f"{each.tier}, {disk_gb(size)} GiB" for each, size in zip(deployments, sizes, strict=True))
        rows.append(("of which the database is", *with_disk))
    sums = ("**sum**", *(f"**{dollars(costs.total(bill))}**" for bill in bills))
    lasts = ("labelling takes", *(duration(rates.seconds(deployment, size)) for size in sizes))
    return markdown(("", *map(count, sizes)), [*rows, sums, lasts])


def compared(deployment: Deployment, sizes: Sequence[float]) -> str:
    """Return the prices of label services next to the cost of this app."""
    rows = [(name, *(dollars(others.month(name, size)) for size in sizes)) for name in others.TIERS]
    cocoon = (dollars(costs.total(costs.month(deployment.with_room_for(size), Work.first(size)))) for size in sizes)
    return markdown(("", *map(count, sizes)), [("**this, everything included**", *cocoon), *rows])


def listed_once(sizes: Sequence[float]) -> str:
    """Return the duration and the cost of enqueueing a new container."""
    vcore, units = Deployment(), Deployment(tier="ru")

    def row(name: str, cell: Callable[[float], str]) -> tuple[str, ...]:
        return (name, *map(cell, sizes))

    rows = [
        row("requests", lambda size: f"{size / figures.PAGE.value:,.0f}"),
        row("one lister takes", lambda size: duration(finding.once(vcore, size).seconds)),
        row("its instance and requests", lambda size: dollars(finding.once(vcore, size).dollars)),
        row("marks and look-ups, with request units", lambda size: dollars(finding.once(units, size).database)),
        row("the queue would hold", lambda size: gigabytes(size * figures.MESSAGE_BYTES.value)),
    ]
    return markdown(("", *map(count, sizes)), rows)


def listing(sizes: Sequence[float]) -> str:
    """Return the monthly cost of listings by schedule, next to that of events."""
    vcore, units = Deployment(), Deployment(tier="ru")

    def row(name: str, cell: Callable[[float], str]) -> tuple[str, ...]:
        return (name, *map(cell, sizes))

    rows = [
        row("a quick listing takes", lambda size: duration(finding.every_five_minutes(vcore, size).seconds)),
        row(
            "every 5 minutes, a month: instance, requests",
            lambda size: " + ".join(
                dollars(value)
                for value in (
                    finding.every_five_minutes(vcore, size).compute,
                    finding.every_five_minutes(vcore, size).requests,
                )
            ),
        ),
        row("a full listing takes", lambda size: duration(finding.daily(vcore, size).seconds)),
        row("once a day, a month", lambda size: dollars(finding.daily(vcore, size).dollars)),
        row("once a day, with request units", lambda size: dollars(finding.daily(units, size).dollars)),
        row("events of as many new images", lambda size: dollars(finding.events(vcore, Work.first(size)))),
    ]
    return markdown(("", *map(count, sizes)), rows)


def all_figures() -> str:
    """Return every figure with its source."""
    named = [(name, each) for name, each in vars(figures).items() if isinstance(each, figures.Figure)]
    rows = [(_words(name), f"{each.value:.10g} {each.unit}", each.source) for name, each in named]
    tiers = [(f"{tier} a month", f"{price:,} $", _tier_source(tier)) for tier, price in figures.TIER_MONTH.items()]
    return markdown(("figure", "", "source"), [*rows, *tiers])


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def dollars(value: float) -> str:
    """Return an amount in dollars, with cents below ten."""
    return f"${value:,.2f}" if 0 < value < 10 else f"${value:,.0f}"  # noqa: PLR2004


def count(images: float) -> str:
    """Return a number of images in words."""
    for unit, name in ((1e9, "billion"), (1e6, "million"), (1e3, "thousand")):
        if images >= unit:
            return f"{images / unit:g} {name}"
    return f"{images:g}"


def duration(seconds: float) -> str:
    """Return a time in the unit that fits."""
    for unit, name, until in ((1, "s", 120), (60, "min", 120), (3600, "h", 72)):
        if seconds < unit * until:
            return f"{seconds / unit:.3g} {name}"
    return f"{seconds / 86_400:.3g} days"


def gigabytes(size: float) -> str:
    """Return a size in bytes in the unit that fits."""
    return f"{size / 1e9:.3g} GB" if size >= 1e9 else f"{size / 1e6:.3g} MB"  # noqa: PLR2004


def _together(name: str, deployment: Deployment) -> tuple[str, ...]:
    bill = costs.total(costs.month(deployment, Work.first(TOGETHER)))
    bus = f"Premium, {deployment.bus_units}" if deployment.bus_units else "Standard"
    database = "RU, serverless" if deployment.tier == "ru" else f"{deployment.tier}, {disk_gb(TOGETHER)} GiB"
    return (
        name,
        f"{rates.rate(deployment):,.0f}",
        rates.bound(deployment),
        f"{deployment.most_instances} x {deployment.memory_mb / 1024:g} GB",
        bus,
        database,
        duration(rates.seconds(deployment, TOGETHER)),
        dollars(bill),
    )


def _words(name: str) -> str:
    return name.lower().replace("_", " ")


def _tier_source(tier: str) -> str:
    return "assumed: $73 a core; one text implies a quarter" if tier in figures.ASSUMED_TIERS else "Retail Prices API"
