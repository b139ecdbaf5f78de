"""Signing in to the database with a managed identity."""

import time
from typing import Any

import pytest
from azure.core.credentials import AccessToken
from pymongo import AsyncMongoClient
from pymongo.auth_oidc import OIDCCallbackContext

from cocoon.services import database_identity
from cocoon.services.database_identity import SCOPE, IdentityToken

OIDC = "/?tls=true&authMechanism=MONGODB-OIDC&retrywrites=false"
CLIENT_ID = "11111111-2222-3333-4444-555555555555"


class Credential:
    def __init__(self) -> None:
        self.scopes: list[str] = []

    def get_token(self, *scopes: str, **_: object) -> AccessToken:
        self.scopes += scopes
        return AccessToken("secret", int(time.time()) + 600)


@pytest.mark.parametrize("uri", ["mongodb://localhost/", "mongodb://user:key@host:10255/?ssl=true"])
def test_other_connection_strings_are_left_alone(uri: str) -> None:
    assert database_identity.options(uri) == {}


@pytest.mark.parametrize(("user", "client_id"), [(f"{CLIENT_ID}@", CLIENT_ID), ("", None)])
async def test_the_user_of_the_uri_is_the_identity(
    user: str, client_id: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, Any] = {}

    def credential(**options: object) -> Credential:
        asked.update(options)
        return Credential()

    monkeypatch.setattr(database_identity, "DefaultAzureCredential", credential)
    uri = f"mongodb://{user}name.global.mongocluster.cosmos.azure.com{OIDC}"
    options = database_identity.options(uri)
    assert asked == {"managed_identity_client_id": client_id}
    async with AsyncMongoClient[dict[str, Any]](uri, connect=False, **options) as client:
        made = client.options.pool_options._credentials
    assert made
    assert made.mechanism == "MONGODB-OIDC"
    assert isinstance(made.mechanism_properties.callback, IdentityToken)


def test_pymongo_gets_a_token_and_its_life() -> None:
    credential = Credential()
    result = IdentityToken(credential).fetch(OIDCCallbackContext(60, "", 1))
    assert (result.access_token, credential.scopes) == ("secret", [SCOPE])
    assert result.expires_in_seconds == pytest.approx(600, abs=5)
