"""Print the duration and the cost for a number of images, or write the tables into docs/explanation/scale.md."""

import argparse
import re
from pathlib import Path

from benchmarks.scale import costs, figures, rates, tables
from benchmarks.scale.deployment import Deployment, Work

DOCUMENT = Path(__file__).parents[2] / "docs/explanation/scale.md"


def main() -> None:
    """Run the command line."""
    parser = _parser()
    arguments = parser.parse_args()
    if arguments.write:
        DOCUMENT.write_text(with_tables(DOCUMENT.read_text()))
        return
    work = Work(arguments.images, max(arguments.images, arguments.kept))
    deployment = Deployment(
        arguments.instances,
        arguments.memory,
        arguments.units,
        arguments.tier,
        events=not arguments.no_events,
        thumbnails=not arguments.no_thumbnails,
        detector=not arguments.no_detector,
        private=arguments.private,
    )
    if deployment.private and not deployment.bus_units:
        parser.error("private endpoints take Service Bus Premium: give --units")
    try:
        deployment = deployment.with_room_for(work.kept)
    except ValueError as error:
        parser.error(str(error))
    print(
        f"{tables.count(arguments.images)} new images: {tables.duration(rates.seconds(deployment, arguments.images))}"
    )
    for name, bears in rates.bounds(deployment).items():
        print(f"  {name:<40} {bears:>10,.0f} images/s{'  <- the slowest' * (name == rates.bound(deployment))}")
    bill = costs.month(deployment, work)
    for name, value in bill.items():
        print(f"  {name:<40} {tables.dollars(value):>10}")
    print(f"  {'a month':<40} {tables.dollars(costs.total(bill)):>10}")
    if deployment.tier != arguments.tier:
        print(f"The disk of {arguments.tier} is too small for {tables.count(work.kept)} images: {deployment.tier}.")
    if deployment.tier in figures.ASSUMED_TIERS:
        print(f"The price of {deployment.tier} was found nowhere; it is assumed, and may be a quarter of it.")


def with_tables(text: str) -> str:
    """Return a document with the table between each pair of marks replaced."""
    tables_by_name = tables.all_tables()

    def table(match: re.Match[str]) -> str:
        return f"<!-- table {match[1]} -->\n{tables_by_name[match[1]]}\n<!-- end -->"

    return re.sub(r"<!-- table ([\w-]+) -->\n.*?<!-- end -->", table, text, flags=re.DOTALL)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--images", type=float, default=1e6, help="new images in a month, such as 1e9")
    parser.add_argument("--kept", type=float, default=0, help="images in all at its end, if there are more")
    parser.add_argument("--instances", type=int, default=Deployment().instances)
    parser.add_argument("--memory", type=int, default=2048, choices=(512, 2048, 4096), help="MB of an instance")
    parser.add_argument("--units", type=int, default=0, help="messaging units of Service Bus Premium; 0 for Standard")
    parser.add_argument("--tier", default="M20", choices=(*figures.TIER_MONTH, "ru"))
    parser.add_argument("--no-events", action="store_true", help="the timer alone finds the images")
    parser.add_argument("--no-thumbnails", action="store_true")
    parser.add_argument("--no-detector", action="store_true")
    parser.add_argument("--private", action="store_true", help="private endpoints; Service Bus has to be Premium")
    parser.add_argument(
        "--write", action="store_true", help=f"write the tables into {DOCUMENT.name} of docs/explanation"
    )
    return parser


if __name__ == "__main__":
    main()
