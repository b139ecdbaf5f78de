"""Sign in to Azure DocumentDB (Cosmos DB for MongoDB vCore) with a managed identity, without a password.

https://learn.microsoft.com/azure/documentdb/how-to-connect-role-based-access-control
"""

import time
from typing import Any

from azure.core.credentials import TokenCredential
from azure.identity import DefaultAzureCredential
from pymongo.auth_oidc import OIDCCallback, OIDCCallbackContext, OIDCCallbackResult
from pymongo.uri_parser import parse_userinfo

MECHANISM = "MONGODB-OIDC"
SCOPE = "https://ossrdbms-aad.database.windows.net/.default"


class IdentityToken(OIDCCallback):
    """Fetches tokens for pymongo, which calls this in a thread and keeps the token until it expires.

    pymongo's own ``ENVIRONMENT:azure`` asks the metadata service of a virtual machine, which Functions do not have.
    """

    def __init__(self, credential: TokenCredential) -> None:
        self._credential = credential

    def fetch(self, context: OIDCCallbackContext) -> OIDCCallbackResult:  # noqa: ARG002 - pymongo's interface
        """Return a token of the identity."""
        token = self._credential.get_token(SCOPE)
        return OIDCCallbackResult(access_token=token.token, expires_in_seconds=max(0.0, token.expires_on - time.time()))


def options(uri: str) -> dict[str, Any]:
    """Return the options that a MongoClient needs with ``authMechanism=MONGODB-OIDC`` in its URI; none for other URIs.

    The URI's user is the client id of the identity; without one it is the system-assigned identity,
    or whoever is signed in to the Azure CLI.
    """
    if f"authmechanism={MECHANISM}".lower() not in uri.lower():
        return {}
    user, at, _ = uri.partition("://")[2].partition("/")[0].rpartition("@")
    client_id = parse_userinfo(user)[0] if at else None
    credential = DefaultAzureCredential(managed_identity_client_id=client_id)
    return {"authMechanismProperties": {"OIDC_CALLBACK": IdentityToken(credential)}}
