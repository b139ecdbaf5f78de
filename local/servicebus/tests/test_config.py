"""Reading Config.json."""

import json
from pathlib import Path
from typing import Any

import pytest

from ..config import ConfigError, read
from ..queues.properties import QueueProperties

MICROSOFT = {
    "UserConfig": {
        "Namespaces": [
            {
                "Name": "sbemulatorns",
                "Queues": [
                    {
                        "Name": "queue.1",
                        "Properties": {
                            "DeadLetteringOnMessageExpiration": False,
                            "DefaultMessageTimeToLive": "PT1H",
                            "DuplicateDetectionHistoryTimeWindow": "PT20S",
                            "ForwardDeadLetteredMessagesTo": "",
                            "ForwardTo": "",
                            "LockDuration": "PT1M",
                            "MaxDeliveryCount": 3,
                            "RequiresDuplicateDetection": False,
                            "RequiresSession": False,
                        },
                    }
                ],
                "Topics": [
                    {
                        "Name": "topic.1",
                        "Properties": {"DefaultMessageTimeToLive": "PT1H", "RequiresDuplicateDetection": False},
                        "Subscriptions": [{"Name": "subscription.1", "Properties": {"MaxDeliveryCount": 3}}],
                    }
                ],
            }
        ],
        "Logging": {"Type": "File"},
    }
}


def write(folder: Path, content: object) -> Path:
    path = folder / "Config.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def queues(*entries: object) -> dict[str, Any]:
    return {"UserConfig": {"Namespaces": [{"Name": "ns", "Queues": list(entries)}]}}


def test_microsofts_example(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert read(write(tmp_path, MICROSOFT)) == [
        QueueProperties("queue.1", lock_duration=60_000, max_delivery_count=3, time_to_live=3_600_000)
    ]
    assert "topics" in caplog.text


def test_defaults_are_azures(tmp_path: Path) -> None:
    names = ["Images", "other/queue"]
    assert read(write(tmp_path, queues(*({"Name": name} for name in names)))) == [
        QueueProperties(name, 60_000, 10, 0, None, dead_letter_on_expiration=False) for name in names
    ]


def test_all_properties(tmp_path: Path) -> None:
    properties = {
        "LockDuration": "PT1M30.5S",
        "MaxDeliveryCount": 1,
        "RequiresDuplicateDetection": True,
        "DuplicateDetectionHistoryTimeWindow": "P1D",
        "DefaultMessageTimeToLive": "P14D",
        "DeadLetteringOnMessageExpiration": True,
    }
    assert read(write(tmp_path, queues({"Name": "q", "Properties": properties}))) == [
        QueueProperties("q", 90_500, 1, 86_400_000, 14 * 86_400_000, dead_letter_on_expiration=True)
    ]


def test_duplicate_detection_has_a_window_of_ten_minutes(tmp_path: Path) -> None:
    (queue,) = read(write(tmp_path, queues({"Name": "q", "Properties": {"RequiresDuplicateDetection": True}})))
    assert queue.duplicate_detection_window == 600_000


@pytest.mark.parametrize("forever", [None, "", "P10675199DT2H48M5.4775807S"])
def test_no_limit_to_the_time_to_live(tmp_path: Path, forever: str | None) -> None:
    entry = {"Name": "q", "Properties": {"DefaultMessageTimeToLive": forever}}
    assert read(write(tmp_path, queues(entry)))[0].time_to_live is None


def test_a_byte_order_mark_is_skipped(tmp_path: Path) -> None:
    assert len(read(write(tmp_path, "\ufeff" + json.dumps(MICROSOFT)))) == 1


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("{", "line 1"),
        ("[]", "UserConfig"),
        ({}, "UserConfig.Namespaces"),
        ({"UserConfig": {"Namespaces": {}}}, "Namespaces"),
        ({"UserConfig": {"Namespaces": ["ns"]}}, "Topics"),
        (queues({"Properties": {}}), "has no Name"),
        (queues({"Name": 7}), "Name"),
        (queues("q"), "Name"),
        (queues({"Name": "q"}, {"Name": "Q"}), "two queues named 'Q'"),
        (queues({"Name": "q", "Properties": []}), "'q': Properties"),
        (queues({"Name": "q", "Properties": {"LockDuration": "1 minute"}}), "'q': LockDuration: '1 minute'"),
        (queues({"Name": "q", "Properties": {"LockDuration": "PT0S"}}), "'q': LockDuration"),
        (queues({"Name": "q", "Properties": {"LockDuration": 60}}), "'q': LockDuration"),
        (queues({"Name": "q", "Properties": {"DefaultMessageTimeToLive": "-PT1S"}}), "DefaultMessageTimeToLive"),
        (queues({"Name": "q", "Properties": {"DuplicateDetectionHistoryTimeWindow": "x"}}), "TimeWindow: 'x'"),
        (queues({"Name": "q", "Properties": {"MaxDeliveryCount": "ten"}}), "MaxDeliveryCount"),
        (queues({"Name": "q", "Properties": {"MaxDeliveryCount": True}}), "MaxDeliveryCount"),
        (queues({"Name": "q", "Properties": {"MaxDeliveryCount": 0}}), "MaxDeliveryCount"),
        (queues({"Name": "q", "Properties": {"RequiresDuplicateDetection": "false"}}), "RequiresDuplicateDetection"),
        (queues({"Name": "q", "Properties": {"RequiresSession": True}}), "sessions"),
    ],
)
def test_errors_name_the_file_and_the_key(tmp_path: Path, content: object, complaint: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(ConfigError) as raised:
        read(path)
    assert str(raised.value).startswith(f"{path}: ")
    assert complaint in str(raised.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.json: No such file"):
        read(tmp_path / "nowhere.json")
