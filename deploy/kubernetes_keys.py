"""Print the function keys of the HTTP pods as a Kubernetes Secret.

``python -m deploy.kubernetes_keys | kubectl apply -f -``

Each run makes new keys, including the master key, and the old ones stop working.

The host reads them from the files of the mounted Secret (azure-functions-host ``KubernetesSecretsRepository.cs``,
``SimpleKubernetesClient.cs``). It cannot write there, so the Secret must hold every key that the host would otherwise
generate: the master key, the host's default key, and a default key for each HTTP function.
"""

import json
import secrets

import function_app

NAMES = ("host.master", "host.function.default")


def main() -> None:
    """Print the Secret with new keys."""
    print(json.dumps(secret(http_functions()), indent=2))


def http_functions() -> list[str]:
    """Return the names of the functions that are called over HTTP."""
    functions = function_app.app.get_functions()
    return sorted(str(each.get_function_name()) for each in functions if each.is_http_function())


def secret(functions: list[str]) -> dict[str, object]:
    """Return the Secret with the keys."""
    names = [*NAMES, *(f"functions.{name.lower()}.default" for name in functions)]
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": "function-keys", "namespace": "cocoon"},
        "type": "Opaque",
        "stringData": {name: secrets.token_urlsafe(40) for name in names},
    }


if __name__ == "__main__":
    main()
