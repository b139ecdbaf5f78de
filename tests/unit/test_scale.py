"""The scale model: its figures, recomputed by hand."""

from dataclasses import replace
from typing import Any

import pytest

from benchmarks.scale import costs, finding, others, rates
from benchmarks.scale.deployment import Deployment, Work, disk_gb
from benchmarks.scale.tables import duration


def alone(**choices: Any) -> Deployment:
    """Return a deployment with the classifier alone."""
    return Deployment(detector=False, **choices)


DEFAULT = alone()
MILLION = Work.first(1e6)


def test_rates_by_hand() -> None:
    # 1,000 ms of one core / (16 x 1.3 + 3 ms); 1,000 credits / 3; 2 cores x 110; 20,000 requests / 2
    assert rates.bounds(DEFAULT) == {
        "instances": pytest.approx(7 * 1000 / (16 * 1.3 + 3)),
        "Service Bus": pytest.approx(333.333, rel=1e-4),
        "database": 220.0,
        "storage account": 10_000.0,
    }
    assert (rates.bound(DEFAULT), rates.rate(DEFAULT)) == ("database", 220.0)
    assert rates.rate(alone(tier="ru")) == pytest.approx(5000 / (21 + 15 * 7))
    assert rates.bound(alone(tier="M80", instances=100)) == "Service Bus"
    assert rates.bound(alone(tier="M80", instances=3, bus_units=16)) == "instances"


def test_service_bus_standard_takes_hours_and_weeks() -> None:
    """10 million messages at 333 and at 500 a second, a billion at the same."""
    assert duration(1e7 / 333.3) == "8.33 h"
    assert duration(1e7 / 500) == "5.56 h"
    assert (duration(1e9 / 333.3), duration(1e9 / 500)) == ("34.7 days", "23.1 days")


def test_a_millions_bill_by_hand() -> None:
    bill = costs.month(DEFAULT, MILLION)
    # 1e6 / 220 s x 7 instances x 2 GB = 63,636 GB-s, 30 listings of 263 s x 2 GB,
    # and 17,280 ticks x 2 GB: all but 13,985 are free.
    # 750,000 calls x $0.40 / 1e6.
    assert bill["Flex Consumption"] == pytest.approx(13_985 * 0.000026 + 0.30, rel=1e-4)
    assert bill["Service Bus"] == 9.81  # 3 million operations of 13
    assert bill["database"] == pytest.approx(72.71 + 32 * 0.137)
    assert bill["events"] == pytest.approx((3e6 - 1e5) * 0.60e-6)
    # A read and a write each, and 30 listings of 500 pages.
    assert bill["reading images, writing thumbnails"] == pytest.approx(0.40 + 6.25 + 30 * 500 * 6.25e-6)
    assert bill["keeping thumbnails"] == pytest.approx(32 * 0.026)  # 32 GB
    assert bill["logs and alerts"] == 3.0  # 2 GB of 5
    assert costs.total(bill) == pytest.approx(99.87, abs=0.02)


def test_ten_million_messages_by_hand() -> None:
    work = Work.first(1e7)
    assert costs.bus(DEFAULT, work) == pytest.approx(9.81 + (30e6 - 13e6) * 0.80e-6)
    gigabyte_seconds = 1e7 / 220 * 14 + 30 * 1e7 / 3800 * 2 + 17280 * 2
    assert costs.compute(DEFAULT, work) == pytest.approx((gigabyte_seconds - 1e5) * 0.000026 + 9.75e6 * 0.4e-6)
    assert costs.bus(DEFAULT, Work.first(1e9)) == pytest.approx(9.81 + 87 * 0.8 + 2400 * 0.5 + 500 * 0.2)


def test_instances_that_wait_are_paid_for() -> None:
    few, many = alone(instances=7), alone(instances=40)
    assert rates.seconds(few, 1e8) == rates.seconds(many, 1e8)
    working = [costs.compute(each, Work(1e8, 0)) for each in (few, many)]
    assert working[1] > 3 * working[0]


def test_no_more_run_than_the_regions_quota_has_room_for() -> None:
    assert alone(instances=1000).most_instances == 250
    assert alone(instances=1000, memory_mb=512).most_instances == 1000
    assert alone(instances=1000, memory_mb=4096).most_instances == 125
    assert alone(instances=4, memory_mb=512).cores * 4 == 1


def test_listing_by_hand() -> None:
    # 100 thousand blobs: 25 s x 8,640 ticks x 2 GB x $0.000026, 50 pages each.
    quick = finding.every_five_minutes(DEFAULT, 1e5)
    assert (quick.seconds, quick.times) == (25.0, 8640.0)
    assert quick.compute == pytest.approx(11.23, abs=0.01)
    assert quick.requests == pytest.approx(8640 * 50 * 6.25e-6)
    # 10 million: without a pause, for a run that outlasts its tick is followed at once by the next.
    assert finding.every_five_minutes(DEFAULT, 1e7).compute == pytest.approx(2_592_000 * 2 * 0.000026)
    assert finding.daily(DEFAULT, 1e5).times == 30
    assert finding.daily(DEFAULT, 1e9).times == pytest.approx(2_592_000 / (1e9 / 3800))
    assert finding.daily(alone(tier="ru"), 1e6).database == pytest.approx(30 * 2 * 0.25)
    assert finding.once(alone(tier="ru"), 1e6).database == pytest.approx(9 * 0.25)
    # 5,000 RU a second / 9 RU a blob, and / 2.
    assert finding.once(alone(tier="ru"), 1e6).seconds == pytest.approx(1e6 / (5000 / 9))
    assert finding.daily(alone(tier="ru"), 1e6).seconds == pytest.approx(1e6 / 2500)
    # Each of a million new blobs is marked and looked up twice, and at the 12 ticks of an hour again.
    assert finding.every_five_minutes(alone(tier="ru"), 1e6, 1e6).database == pytest.approx((7 + 2 + 12) * 0.25)
    assert finding.events(alone(thumbnails=False), MILLION) == pytest.approx(1.9e6 * 0.60e-6)


def test_the_disk_and_the_tier_follow_the_documents() -> None:
    assert [disk_gb(images) for images in (1e5, 2e6, 8e6, 9e6, 1e9)] == [32, 32, 128, 256, 16384]
    assert DEFAULT.with_room_for(8e6) == DEFAULT
    assert DEFAULT.with_room_for(1e9).tier == "M30"
    assert alone(tier="M60").with_room_for(1e9).tier == "M60"
    assert alone(tier="ru").with_room_for(1e8).tier == "ru"
    with pytest.raises(ValueError, match="holds 1,000 GB, and these images need 7,500"):
        alone(tier="ru").with_room_for(1e9)
    with pytest.raises(ValueError, match="holds 32,767 GiB"):
        DEFAULT.with_room_for(1e10)


def test_logs_end_at_their_daily_cap() -> None:
    # 10 million are 20 GB in 12.6 h; a billion would be 2,000 GB in 52.6 days, of which 20 GB a day are kept.
    assert costs.logs(DEFAULT, Work.first(1e7)) == pytest.approx(3 + 15 * 2.30)
    assert costs.logs(DEFAULT, Work.first(1e9)) == pytest.approx(3 + (20 * (1e9 / 220 + 60) / 86_400 - 5) * 2.30)


def test_without_events_the_lister_bounds_the_rate() -> None:
    large = alone(tier="M80", instances=200, bus_units=4)
    assert rates.rate(large) == 3520
    assert (rates.bound(replace(large, events=False)), rates.rate(replace(large, events=False))) == ("lister", 2550)


def test_what_others_ask() -> None:
    assert others.month("Azure AI Vision", 1e7) == 1000 + 9000 * 0.65
    assert others.month("Amazon Rekognition", 1e6) == 1000
    assert others.month("Google Cloud Vision", 1e6) == pytest.approx(999 * 1.5)


def test_the_detector_takes_its_share_by_hand() -> None:
    assert rates.image_rate_of_an_instance(Deployment()) == pytest.approx(1000 / (16 * (1.3 + 0.85) + 3))
    assert rates.bound(Deployment()) == "instances"
