"""Ask Azure, before `azd provision` runs, whether the deployment can succeed.

azd runs it (azure.yaml, preprovision). infra/ itself checks the parameters that need no answer from Azure. Without the
az CLI, or if nobody is signed in to it, it names the checks that it skips, and lets azd continue. Standard library
only.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any

Az = Callable[..., Any]  # runs an az command and returns what it prints


class AzError(Exception):
    """An az command failed; the text is its error message."""


def main() -> None:
    """Print the problems; exit with 1 if the deployment would fail."""
    environment = os.environ
    if not shutil.which("az"):
        print("The az CLI is not installed, so these were not looked at: " + "; ".join(CHECKS) + ".")
        return
    try:
        az("account", "show")
    except AzError:
        print("Nobody is signed in to the az CLI (az login), so these were not looked at: " + "; ".join(CHECKS) + ".")
        return
    problems = []
    for name, check in CHECKS.items():
        try:
            problem = check(environment, az)
        except (AzError, LookupError, TypeError, ValueError) as error:  # the others: an unexpected answer
            reason = str(error).splitlines()[0] if str(error) else "no answer"
            print(f"Not looked at: {name} ({reason}).")
            continue
        if problem:
            problems.append(problem)
    if problems:
        sys.exit("\n".join(problems))


def az(*arguments: str) -> Any:  # noqa: ANN401 - JSON
    """Run an az command and return what it prints.

    :raises AzError: if it fails, or takes longer than a minute.
    """
    subscription = os.environ.get("AZURE_SUBSCRIPTION_ID")
    option = ["--subscription", subscription] if subscription and "--subscription" not in arguments else []
    command = [str(shutil.which("az")), *arguments, *option, "--output", "json"]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    except subprocess.TimeoutExpired as error:
        raise AzError("no answer within a minute") from error
    if ended.returncode:
        raise AzError(ended.stderr.strip())
    return json.loads(ended.stdout or "null")


def region(environment: Mapping[str, str]) -> str:
    """Return a region's name in the form that Azure compares."""
    return environment.get("AZURE_LOCATION", "").replace(" ", "").lower()


def is_on(environment: Mapping[str, str], name: str) -> bool:
    """Return whether a switch is on, as azd reads it (Go's ParseBool)."""
    return environment.get(name, "") in ("1", "t", "T", "TRUE", "true", "True")


def _flex_region(environment: Mapping[str, str], az: Az) -> str | None:
    zones = ["--zone-redundant=true"] if is_on(environment, "COCOON_ZONE_REDUNDANT") else []
    here = region(environment)
    listed = az("functionapp", "list-flexconsumption-locations", *zones)
    regions = {each["name"].replace(" ", "").lower() for each in listed}
    if not here or here in regions:
        return None
    what = "Flex Consumption over availability zones" if zones else "Flex Consumption"
    return f"AZURE_LOCATION is {here}, which has no {what}. It is in: {', '.join(sorted(regions))}."


def _network_provider(environment: Mapping[str, str], az: Az) -> str | None:
    if not is_on(environment, "COCOON_PRIVATE_NETWORKING"):
        return None
    state = az("provider", "show", "--namespace", "Microsoft.App")["registrationState"]
    if state == "Registered":
        return None
    return (
        f"Private networking needs the resource provider Microsoft.App, which is {state}; without it the Function App"
        " fails with a bare 500. Register it, and wait until it says Registered:"
        " az provider register --namespace Microsoft.App --wait"
    )


def _image_region(environment: Mapping[str, str], az: Az) -> str | None:
    account = environment.get("COCOON_IMAGES_ACCOUNT_ID", "")
    if not account or not is_on(environment, "COCOON_PRIVATE_NETWORKING"):
        return None
    location, here = az("resource", "show", "--ids", account)["location"].replace(" ", "").lower(), region(environment)
    if not here or location == here:
        return None
    return f"With private networking the images' account has to be in AZURE_LOCATION; it is in {location}."


def _events_topic(environment: Mapping[str, str], az: Az) -> str | None:
    topic, account = environment.get("COCOON_EVENTS_TOPIC_ID", ""), environment.get("COCOON_IMAGES_ACCOUNT_ID", "")
    if topic:
        return _problem_of(az("resource", "show", "--ids", topic), account)
    makes = {"makes": environment.get("COCOON_MAKE_EVENTS") or "true"}
    if not account or not is_on(makes, "makes"):
        return None
    subscription = account.split("/")[2]  # perhaps not the deployment's own
    for each in az("eventgrid", "system-topic", "list", "--subscription", subscription):
        made_by = (each.get("tags") or {}).get("azd-env-name")
        is_own = made_by is not None and made_by == environment.get("AZURE_ENV_NAME")
        if each["source"].lower() == account.lower() and not is_own:
            return (
                f"The images' account has the system topic {each['name']} already, and may have one only. Use that:"
                f" azd env set COCOON_EVENTS_TOPIC_ID {each['id']}"
            )
    return None


def _problem_of(topic: Mapping[str, Any], account: str) -> str | None:
    """Return what keeps a system topic from delivering the account's events; None if nothing does."""
    source = str((topic.get("properties") or {}).get("source") or "")
    if not account or source.lower() != account.lower():
        return (
            f"The system topic of COCOON_EVENTS_TOPIC_ID tells of {source or 'another source'}, and not of"
            f" COCOON_IMAGES_ACCOUNT_ID, {account or 'which is not set'}."
        )
    if "SystemAssigned" not in ((topic.get("identity") or {}).get("type") or ""):
        return (
            "The system topic of COCOON_EVENTS_TOPIC_ID has no system-assigned identity, with which it would deliver:"
            f" az eventgrid system-topic update --ids {topic['id']} --identity systemassigned"
        )
    return None


def _few_instances(environment: Mapping[str, str], az: Az) -> str | None:  # noqa: ARG001 - the signature of all checks
    few, here = environment.get("COCOON_MAXIMUM_INSTANCES", ""), region(environment)
    if here and few.isdecimal() and 0 < int(few) < 40 and here not in ("australiaeast", "westeurope", "westus2"):  # noqa: PLR2004
        print(
            f"COCOON_MAXIMUM_INSTANCES is {few}: not every region takes fewer than 40, and {here} is not known to"
            " (azure-functions-host#10523). If it is refused: azd env set COCOON_MAXIMUM_INSTANCES 40"
        )
    return None


CHECKS: dict[str, Callable[[Mapping[str, str], Az], str | None]] = {
    "whether the region has Flex Consumption": _flex_region,
    "whether Microsoft.App is registered, for private networking": _network_provider,
    "whether the images are in the region, for private networking": _image_region,
    "whether the images' account has a system topic already": _events_topic,
    "whether the region takes so few instances": _few_instances,
}


if __name__ == "__main__":
    main()
