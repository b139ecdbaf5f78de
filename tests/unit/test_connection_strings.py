"""Connection strings and addresses that cannot be right are errors of the settings, for which messages wait."""

from typing import Any

import pytest

from cocoon.errors import SettingsError
from cocoon.settings.app_settings import from_environment
from query_labels.probes import unconfigured
from tests.kits.environments import REQUIRED

BUS = "Endpoint=sb://name.servicebus.windows.net/;SharedAccessKeyName=root;SharedAccessKey=SECRET="
STORAGE = "DefaultEndpointsProtocol=https;AccountName=name;AccountKey=U0VDUkVU;EndpointSuffix=core.windows.net"
REFERENCE = "@Microsoft.KeyVault(VaultName=kv-1;SecretName=mongodb-uri)"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("MONGODB_URI", "localhost:27017", "must begin with mongodb://"),
        ("MONGODB_URI", "mongodb://me:SECRET@word@host/", "percent-encode"),
        ("MONGODB_URI", "mongodb://me:SECRET/word@host/", "percent-encode"),
        ("MONGODB_URI", "mongodb://host:port/", "is not a connection string of MongoDB"),
        ("MONGODB_URI", "mongodb://", "is not a connection string of MongoDB"),
        ("MONGODB_URI", REFERENCE, "not resolved the reference to the vault"),
        ("SERVICE_BUS", "SECRET", "Endpoint=sb://NAMESPACE/"),
        ("SERVICE_BUS", BUS.replace("Endpoint=", "Endpint="), "Endpoint=sb://NAMESPACE/"),
        ("SERVICE_BUS", f"{BUS};EntityPath=other", "its EntityPath is another queue than QUEUE_NAME"),
        ("SERVICE_BUS", REFERENCE, "not resolved the reference"),
        ("MONGODB_URI", "mongodb://host/?tls=true&tlsCAFile=/nowhere/SECRET.pem", "FileNotFoundError"),
        ("SERVICE_BUS__fullyQualifiedNamespace", "Endpoint=sb://name.servicebus.windows.net/", "a host's name alone"),
        ("IMAGES_STORAGE__blobServiceUri", "https://[name", "such as https://ACCOUNT"),
        ("IMAGES_STORAGE", "AccountKey=SECRET", "DefaultEndpointsProtocol=https"),
        ("IMAGES_STORAGE", REFERENCE, "not resolved the reference"),
        ("IMAGES_STORAGE__blobServiceUri", "name.blob.core.windows.net", "such as https://ACCOUNT"),
    ],
)
def test_what_cannot_be_used_is_named_and_not_repeated(name: str, value: str, says: str) -> None:
    kept = {key: text for key, text in REQUIRED.items() if key != name.partition("__")[0]}
    with pytest.raises(SettingsError) as caught:
        from_environment(kept | {name: value})
    assert str(caught.value).startswith(f"{name} cannot be used: ")
    assert says in str(caught.value)
    assert "SECRET" not in str(caught.value)
    health: Any = unconfigured(caught.value).body
    assert health["dependencies"]["settings"]["detail"].startswith(f"see {name}")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MONGODB_URI", "mongodb://127.0.0.1:27017/?journal=true"),
        ("MONGODB_URI", "mongodb://name:a%2Fb%40c==@name.mongo.cosmos.azure.com:10255/?ssl=true&replicaSet=globaldb"),
        (
            "MONGODB_URI",
            "mongodb+srv://id@name.global.mongocluster.cosmos.azure.com/?tls=true&authMechanism=MONGODB-OIDC",
        ),
        ("MONGODB_URI", "mongodb://a:1,b:2/?replicaSet=rs"),
        ("SERVICE_BUS", BUS),
        ("SERVICE_BUS", f"{BUS};EntityPath=images"),
        (
            "SERVICE_BUS",
            "Endpoint=sb://127.0.0.1:5672;SharedAccessKeyName=a;SharedAccessKey=b;UseDevelopmentEmulator=true;",
        ),
        ("SERVICE_BUS", "endpoint=sb://name.servicebus.windows.net/;sharedaccesskeyname=a;sharedaccesskey=b"),
        ("SERVICE_BUS__fullyQualifiedNamespace", "name.servicebus.windows.net"),
        ("SERVICE_BUS__fullyQualifiedNamespace", "sb://name.servicebus.windows.net/"),
        ("IMAGES_STORAGE", "UseDevelopmentStorage=true"),
        ("IMAGES_STORAGE", STORAGE),
        ("IMAGES_STORAGE", "BlobEndpoint=https://name.blob.core.windows.net;SharedAccessSignature=sv=1&sig=x"),
        ("IMAGES_STORAGE__blobServiceUri", "https://name.blob.core.windows.net/"),
    ],
)
def test_what_is_right_is_taken(name: str, value: str) -> None:
    assert from_environment(REQUIRED | {name: value})
