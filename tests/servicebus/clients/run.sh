#!/bin/sh
# Runs other people's Service Bus clients against the stand-in: Node's, and Microsoft's .NET client where it can be had.
# SERVICEBUS_DOTNET names the built program; otherwise a .NET SDK on the PATH builds it from dotnet/.
set -e
cd "$(dirname "$0")/../../.."
here=tests/servicebus/clients
stand_in="${SB_COMMAND:-.venv/bin/python -m local.servicebus}"

port=$(.venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
$stand_in --port "$port" &
pid=$!
trap 'kill $pid' EXIT
for _ in 1 2 3 4 5 6 7 8 9 10; do
    .venv/bin/python -c "import socket; socket.create_connection(('127.0.0.1', $port))" 2>/dev/null && break
    sleep 0.3
done
echo "Service Bus client of Node (@azure/service-bus):"
NODE_TLS_REJECT_UNAUTHORIZED=0 NODE_NO_WARNINGS=1 node $here/node/sb.mjs \
    "Endpoint=sb://127.0.0.1:$port;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;" node-queue

# All but the two faults that wait for minutes (5.03 and 5.08): name them, or none for all.
scenarios="${*:-1 2 3 4 5.01 5.02 5.04 5.05 5.06 5.07 5.09 5.10 5.11 5.12 6}"
if [ -n "$SERVICEBUS_DOTNET" ]; then
    set -- "$SERVICEBUS_DOTNET"
elif command -v dotnet >/dev/null; then
    set -- dotnet run --configuration Release --project $here/dotnet --
else
    echo "NOT RUN: Microsoft's .NET client needs a .NET SDK (dotnet), or SERVICEBUS_DOTNET=program."
    exit 0
fi
echo "Service Bus client of .NET (Azure.Messaging.ServiceBus):"
"$@" $scenarios
