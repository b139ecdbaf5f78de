"""What infra/ deploys with the combinations of parameters that matter, evaluated by the compiler."""

import json
import re
from typing import Any

import pytest

from cocoon.ncrontab.schedule import misleading
from tests.infra.compiler import COMBINATIONS, ROOT, deployment, needed

pytestmark = [needed, pytest.mark.timeout(180)]
NAMES = [path.stem for path in COMBINATIONS]
OWN_ACCOUNT = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-photos/"

# Properties of a site that Flex Consumption refuses or does without: functions-app-settings, "Flex Consumption plan
# deprecations", and the refusals with ARM 51021 in azure-cli#31414 and terraform-azurerm-avm-res-web-site#345, #360.
REFUSED_SITE_CONFIG = {
    *("alwaysOn", "ftpsState", "functionsRuntimeScaleMonitoringEnabled", "javaVersion", "linuxFxVersion"),
    *("minimumElasticInstanceCount", "netFrameworkVersion", "numberOfWorkers", "preWarmedInstanceCount"),
    *("use32BitWorkerProcess", "windowsFxVersion"),
}
REFUSED_SETTINGS = {
    *(
        "ENABLE_ORYX_BUILD",
        "FUNCTIONS_EXTENSION_VERSION",
        "FUNCTIONS_WORKER_RUNTIME",
        "FUNCTIONS_WORKER_RUNTIME_VERSION",
    ),
    *("SCM_DO_BUILD_DURING_DEPLOYMENT", "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING", "WEBSITE_CONTENTSHARE"),
    *("WEBSITE_MAX_DYNAMIC_APPLICATION_SCALE_OUT", "WEBSITE_RUN_FROM_PACKAGE", "WEBSITE_TIME_ZONE", "TZ"),
    "FUNCTIONS_MAX_HTTP_CONCURRENCY",
}
SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6"
ROLES = {
    "3913510d-42f4-4e42-8a64-420c390055eb": "Monitoring Metrics Publisher",
    "b7e6dc6d-f1e8-4753-8033-0f276bb0955b": "Storage Blob Data Owner",
    "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1": "Storage Blob Data Reader",
    "ba92f5b4-2d11-453d-a403-e96b0029c9fe": "Storage Blob Data Contributor",
    "db58b8e5-c6ad-4a2a-8342-4190687cbf4a": "Storage Blob Delegator",
    "090c5cfd-751d-490a-894a-3ce6f1109419": "Azure Service Bus Data Owner",
    "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39": "Azure Service Bus Data Sender",
    SECRETS_USER: "Key Vault Secrets User",
}


def roles(name: str) -> set[tuple[str, str]]:
    """Return each role that is given, with the last two parts of the id of what it is given for."""
    found = set()
    for each in deployment(name).of("Authorization/roleAssignments"):
        (role,) = [role for guid, role in ROLES.items() if guid in each["properties"]["roleDefinitionId"]]
        scope = re.search(r"/subscriptions/[^']*?(?='|/providers/Microsoft.Authorization)", each["id"])
        found.add((role, "/".join(scope[0].split("/")[-2:]) if scope else each["id"]))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_flex_consumption_refuses_nothing_of_it(name: str) -> None:
    site = deployment(name).one("Web/sites")["properties"]
    assert REFUSED_SITE_CONFIG & site["siteConfig"].keys() == set()
    assert REFUSED_SETTINGS & deployment(name).settings.keys() == set()
    assert site["publicNetworkAccess"] == "Enabled"
    assert "publicNetworkAccess" not in site["siteConfig"]  # not honoured from 2024-11-01 on (bicep#17755)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_takes_a_key(name: str) -> None:
    made = deployment(name)
    for account in made.of("Storage/storageAccounts"):
        assert account["properties"]["allowSharedKeyAccess"] is False
        assert account["properties"]["allowBlobPublicAccess"] is False
    assert made.one("ServiceBus/namespaces")["properties"]["disableLocalAuth"] is True
    assert made.one("Insights/components")["properties"]["DisableLocalAuth"] is True
    for each in made.of("Web/sites/basicPublishingCredentialsPolicies"):
        assert each["properties"]["allow"] is False
    for cluster in made.of("DocumentDB/mongoClusters"):
        assert cluster["properties"]["authConfig"] == {"allowedModes": ["MicrosoftEntraID"]}


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_is_a_text_and_the_schedule_means_what_it_says(name: str) -> None:
    settings = deployment(name).settings
    assert {key: value for key, value in settings.items() if not isinstance(value, str)} == {}
    assert misleading(settings["ENQUEUE_SCHEDULE"]) is None
    assert settings["FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"] == "1000000"
    assert "AzureWebJobsStorage__blobServiceUri" in settings
    assert "AzureWebJobsStorage__accountName" not in settings


def test_the_defaults() -> None:
    made = deployment("defaults")
    assert made.one("Resources/resourceGroups")["name"] == "rg-test"
    assert made.one("ServiceBus/namespaces")["sku"] == {"name": "Standard", "tier": "Standard"}
    assert made.one("ServiceBus/namespaces/queues")["properties"] == {
        "lockDuration": "PT5M",
        "maxDeliveryCount": 10,
        "requiresDuplicateDetection": True,
        "duplicateDetectionHistoryTimeWindow": "P1D",
        "deadLetteringOnMessageExpiration": True,
        "defaultMessageTimeToLive": "P14D",
        "maxSizeInMegabytes": 5120,
        "enablePartitioning": False,
        "requiresSession": False,
    }
    cluster = made.one("DocumentDB/mongoClusters")["properties"]
    assert (cluster["compute"], cluster["storage"]) == ({"tier": "M20"}, {"sizeGb": 32})
    assert made.scaling["instanceMemoryMB"] == 2048
    assert made.scaling["alwaysReady"] == []
    assert made.settings["READ_ACCESS"] == "function"
    assert made.one("OperationalInsights/workspaces")["properties"]["workspaceCapping"] == {"dailyQuotaGb": 20}
    assert made.one("Insights/components")["properties"]["DisableIpMasking"] is False
    assert made.one("Insights/components")["kind"] == "web"
    assert made.of("Consumption/budgets") == []
    assert "siteUpdateStrategy" not in json.dumps(
        {k: v for k, v in made.one("Web/sites")["properties"]["functionAppConfig"].items() if v is not None}
    )


def test_each_role_is_given_for_one_resource() -> None:
    """The operator's and the signing of links are of the account: Azure knows no smaller place for them."""
    token = "t3uxqz6usexv4"
    assert roles("defaults") == {
        ("Azure Service Bus Data Owner", "queues/images"),
        ("Azure Service Bus Data Sender", "queues/images"),
        ("Monitoring Metrics Publisher", f"components/appi-cocoon-{token}"),
        ("Storage Blob Data Owner", f"storageAccounts/sthost{token}"),
        ("Storage Blob Data Reader", "containers/images"),
        ("Storage Blob Data Reader", "containers/models"),
        ("Storage Blob Data Contributor", "containers/thumbnails"),
        ("Storage Blob Delegator", f"storageAccounts/stimages{token}"),
        ("Storage Blob Data Contributor", f"storageAccounts/stimages{token}"),
    }
    of_vault = [str(each) for each in deployment("ru").of("Authorization/roleAssignments") if SECRETS_USER in str(each)]
    assert ["'Microsoft.KeyVault/vaults/secrets'" in each for each in of_vault] == [True]


def test_two_regions_of_one_name_are_one_and_few_instances_are_asked_for_where_they_may_be() -> None:
    few, many = deployment("region-with-few-instances"), deployment("defaults")
    assert (few.scaling["maximumInstanceCount"], many.scaling["maximumInstanceCount"]) == (7, 40)
    assert few.one("Web/sites")["name"] != many.one("Web/sites")["name"]
    assert "WestEurope" not in str(few.resources)


def test_an_account_of_ones_own_is_not_made_but_given_roles() -> None:
    made = deployment("own-account")
    assert len(made.of("Storage/storageAccounts")) == 1  # the host's
    subscription = json.dumps([each["id"] for each in made.of("Authorization/roleAssignments")])
    assert subscription.count(OWN_ACCOUNT) >= 5
    assert OWN_ACCOUNT in made.one("EventGrid/systemTopics")["id"]
    assert made.settings["IMAGES_CONTAINER"] == "photos"


def test_a_topic_that_is_there_already_delivers_with_its_identity() -> None:
    made = deployment("own-topic")
    assert made.of("EventGrid/systemTopics") == []
    (subscription,) = made.of("EventGrid/systemTopics/eventSubscriptions")
    assert subscription["name"] == "photos/images-to-queue-t3uxqz6usexv4"  # others may have one there, too
    delivery = subscription["properties"]["deliveryWithResourceIdentity"]
    assert delivery["identity"] == {"type": "SystemAssigned"}
    assert delivery["destination"]["endpointType"] == "ServiceBusQueue"
    assert subscription["properties"]["filter"]["subjectBeginsWith"] == "/blobServices/default/containers/photos/"
    assert ("Azure Service Bus Data Sender", "queues/images") in roles("own-topic")
    (dropped,) = [each for each in made.of("Insights/metricAlerts") if each["name"] == "cocoon-events-dropped"]
    (dimension,) = dropped["properties"]["criteria"]["allOf"][0]["dimensions"]
    assert (dimension["name"], dimension["values"]) == ("EventSubscriptionName", ["images-to-queue-t3uxqz6usexv4"])


def test_events_make_the_timer_a_daily_reconciliation() -> None:
    assert deployment("defaults").settings["ENQUEUE_SCHEDULE"] == "0 0 3 * * *"
    assert deployment("no-events").settings["ENQUEUE_SCHEDULE"] == "0 */5 * * * *"
    assert deployment("pipeline").settings["ENQUEUE_SCHEDULE"] == "0 */10 * * * *"
    made = deployment("no-events")
    assert made.of("EventGrid/systemTopics/eventSubscriptions") == made.of("EventGrid/systemTopics") == []
    assert not [each["name"] for each in made.of("Insights/metricAlerts") if "events" in each["name"]]


@pytest.mark.parametrize("name", ["private", "private-ru"])
def test_private_networking_leaves_nothing_open_but_the_app(name: str) -> None:
    made = deployment(name)
    closed = [
        *(each["properties"]["publicNetworkAccess"] for each in made.of("Storage/storageAccounts")),
        *(each["properties"]["publicNetworkAccess"] for each in made.of("KeyVault/vaults")),
        *(each["properties"]["publicNetworkAccess"] for each in made.of("DocumentDB/mongoClusters")),
        *(each["properties"]["publicNetworkAccess"] for each in made.of("DocumentDB/databaseAccounts")),
        made.one("ServiceBus/namespaces")["properties"]["publicNetworkAccess"],
    ]
    assert set(closed) == {"Disabled"}
    bus = made.one("ServiceBus/namespaces")
    assert bus["sku"] == {"name": "Premium", "tier": "Premium", "capacity": 1}
    assert "sbp-cocoon-" in bus["name"]  # not the name of a Standard one, which cannot become Premium
    groups = [
        each["properties"]["privateLinkServiceConnections"][0]["properties"]["groupIds"][0]
        for each in made.of("Network/privateEndpoints")
    ]
    database = ["MongoCluster"] if name == "private" else ["MongoDB", "vault"]
    assert sorted(groups) == sorted(["blob", "blob", "namespace", *database])
    assert made.one("Web/sites")["properties"]["virtualNetworkSubnetId"]


@pytest.mark.parametrize("name", ["ru", "private-ru", "alerts-ru"])
def test_request_units_keep_their_key_in_a_vault_of_a_new_name(name: str) -> None:
    made = deployment(name)
    assert made.of("DocumentDB/mongoClusters") == []
    vault = made.one("KeyVault/vaults")
    # A vault that cannot be purged keeps its name after 'azd down': the name is of the account's own instance.
    assert vault["properties"]["enablePurgeProtection"] is True
    assert ").instanceId" in vault["name"]
    assert "@Microsoft.KeyVault(VaultName=" in made.settings["MONGODB_URI"]
    large = {
        each["name"].split("/")[-1] for each in made.of("DocumentDB/databaseAccounts/mongodbDatabases/collections")
    }
    assert large == {"images", "queued"}
    for each in made.of("DocumentDB/databaseAccounts/mongodbDatabases/collections"):
        assert each["properties"]["resource"]["shardKey"] == {"_id": "Hash"}
    assert "database-throttled" in str([each["name"] for each in made.of("Insights/metricAlerts")])


def test_a_large_queue() -> None:
    made = deployment("premium-queue")
    assert made.one("ServiceBus/namespaces")["sku"] == {"name": "Premium", "tier": "Premium", "capacity": 4}
    assert made.one("ServiceBus/namespaces/queues")["properties"]["maxSizeInMegabytes"] == 81920
    assert made.one("ServiceBus/namespaces")["properties"]["publicNetworkAccess"] == "Enabled"
    assert made.scaling["maximumInstanceCount"] == 100
    (full,) = [each for each in made.of("Insights/metricAlerts") if each["name"] == "cocoon-queue-full"]
    assert full["properties"]["criteria"]["allOf"][0]["threshold"] == 0.8 * 81920 * 2**20


def test_a_large_database() -> None:
    made = deployment("large-database")
    cluster = made.one("DocumentDB/mongoClusters")["properties"]
    assert cluster["compute"] == {"tier": "M40"}
    assert cluster["highAvailability"] == {"targetMode": "ZoneRedundantPreferred"}
    assert {
        tuple(role["role"] for role in each["properties"]["roles"])
        for each in made.of("DocumentDB/mongoClusters/users")
    } == {("readWriteAnyDatabase", "clusterAdmin")}
    root = deployment("defaults").of("DocumentDB/mongoClusters/users")
    assert [each["properties"]["roles"] for each in root] == [[{"db": "admin", "role": "root"}]] * 2


def test_zones() -> None:
    made = deployment("zones")
    assert {each["sku"]["name"] for each in made.of("Storage/storageAccounts")} == {"Standard_GZRS"}
    assert made.scaling["alwaysReady"] == [{"name": "http", "instanceCount": 2}]
    default = {each["sku"]["name"] for each in deployment("defaults").of("Storage/storageAccounts")}
    assert all("pickZones(" in name and "Standard_ZRS" in name and "Standard_LRS" in name for name in default)


def test_somebody_is_told() -> None:
    made = deployment("alerts-and-budget")
    assert (
        made.one("Insights/actionGroups")["properties"]["emailReceivers"][0]["emailAddress"] == "operator@example.com"
    )
    alerts = [*made.of("Insights/metricAlerts"), *made.of("Insights/scheduledQueryRules")]
    assert len(alerts) == 13
    assert all(str(each["properties"]["actions"]).count("/actionGroups/ag-func-cocoon-") == 1 for each in alerts)
    budget = made.one("Consumption/budgets")["properties"]
    assert (budget["amount"], budget["timePeriod"]) == (200, {"startDate": "2026-11-01"})
    assert made.one("OperationalInsights/workspaces")["properties"]["workspaceCapping"] == {"dailyQuotaGb": -1}
    assert made.outputs["COCOON_BUDGET_START"] == "2026-11-01"
    assert deployment("sign-in").outputs["COCOON_BUDGET_START"] == "2026-10-01"  # it can never be changed
    quiet = deployment("defaults").of("Insights/metricAlerts")
    assert [each["properties"]["actions"] for each in quiet] == [[]] * 7


def test_every_alert_has_its_place_in_the_runbook() -> None:
    text = (ROOT / "docs/how-to/alerts.md").read_text()
    names = set()
    for combination in ("alerts-and-budget", "alerts-ru"):
        made = deployment(combination)
        for each in [*made.of("Insights/metricAlerts"), *made.of("Insights/scheduledQueryRules")]:
            names.add(each["name"].removeprefix("cocoon-"))
            assert f"docs/how-to/alerts.md#{each['name'].removeprefix('cocoon-')}" in each["properties"]["description"]
    assert {name for name in names if f"\n### {name}\n" not in text} == set()


def test_the_workbook_shows_every_query_of_its_folder() -> None:
    workbook = deployment("defaults").one("Insights/workbooks")["properties"]
    parts = json.loads(workbook["serializedData"])["items"]
    queries = {each["content"]["query"] for each in parts if each["type"] == 3}
    assert queries == {path.read_text() for path in (ROOT / "infra/queries/workbook").glob("*.kql")}
    assert workbook["sourceId"].endswith(deployment("defaults").one("OperationalInsights/workspaces")["name"])


def test_people_sign_in_in_place_of_a_key() -> None:
    made = deployment("sign-in")
    (auth,) = [each["properties"] for each in made.of("Web/sites/config") if "authsettingsV2" in each["name"]]
    assert auth["globalValidation"]["requireAuthentication"] is True
    assert "/api/health" in auth["globalValidation"]["excludedPaths"]
    registration = auth["identityProviders"]["azureActiveDirectory"]["registration"]
    assert registration["clientSecretSettingName"] in made.settings  # the identity's client id: no secret
    assert made.settings["READ_ACCESS"] == "anonymous"
    # Without it nothing is written, so that a sign-in that somebody set up by hand stays as it is.
    assert not [each for each in deployment("defaults").of("Web/sites/config") if "authsettingsV2" in each["name"]]


def test_small_instances_take_smaller_pictures_fewer_at_a_time() -> None:
    made = deployment("small-instances")
    assert made.settings["MAX_IMAGE_PIXELS"] == "40000000"
    assert made.settings["AzureFunctionsJobHost__extensions__serviceBus__maxConcurrentCalls"] == "4"
    assert made.scaling["maximumInstanceCount"] == 28  # seven cores
    parts = json.loads(made.one("Insights/workbooks")["properties"]["serializedData"])["items"]
    assert "let MegabytesAnInstance = 512;" in str(parts)
    config: dict[str, Any] = made.one("Web/sites")["properties"]["functionAppConfig"]
    assert config["siteUpdateStrategy"] == {"type": "RollingUpdate"}


def test_only_some_addresses_may_call() -> None:
    made = deployment("closed")
    config = made.one("Web/sites")["properties"]["siteConfig"]
    assert config["ipSecurityRestrictionsDefaultAction"] == "Deny"
    assert [each["ipAddress"] for each in config["ipSecurityRestrictions"]] == ["203.0.113.0/24", "198.51.100.7/32"]
    assert (made.settings["CORS_ORIGINS"], made.settings["READ_ACCESS"]) == ("https://example.com", "anonymous")


def test_a_pipeline_is_no_user() -> None:
    made = deployment("pipeline")
    given = [each["properties"].get("principalType") for each in made.of("Authorization/roleAssignments")]
    assert set(given) == {"ServicePrincipal"}
    identities = [each["properties"]["identityProvider"] for each in made.of("DocumentDB/mongoClusters/users")]
    assert {each["properties"]["principalType"] for each in identities} == {"servicePrincipal"}
