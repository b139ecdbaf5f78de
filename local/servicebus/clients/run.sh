#!/bin/sh
# Runs other Service Bus clients against the stand-in: Node's, and Microsoft's .NET client where it is available.
# SERVICEBUS_DOTNET names the built program; otherwise a .NET SDK on the PATH builds it from dotnet/.
set -e
cd "$(dirname "$0")/../../.."
here=local/servicebus/clients
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

if [ -n "$SERVICEBUS_DOTNET" ]; then
    dotnet() { "$SERVICEBUS_DOTNET" "$@"; }
elif command -v dotnet >/dev/null; then
    dotnet() { command dotnet run --configuration Release --project $here/dotnet -- "$@"; }
else
    echo "NOT RUN: Microsoft's .NET client needs a .NET SDK (dotnet), or SERVICEBUS_DOTNET=program."
    exit 0
fi
echo "Service Bus client of .NET (Azure.Messaging.ServiceBus):"
if [ $# -gt 0 ]; then
    dotnet "$@"
    exit
fi
# All but 3.06, and the two faults that wait for minutes (5.03 and 5.08).
dotnet 1 2 3.01 3.02 3.03 3.04 3.05 3.07 3.08 3.09 3.10 3.11 3.12 3.13 3.14 3.15 3.16 4 \
    5.01 5.02 5.04 5.05 5.06 5.07 5.09 5.10 5.11 5.12 6
# The client drops a message that arrives at the moment it is stopped: the message stays locked for its minute, and 3.06,
# which stops 20 times, fails. README.md says how often. A broker cannot prevent that, but it must not lose or double a
# message: those that were not handled are still in the queue, and the others were handled once.
said=$(mktemp)
for _ in 1 2 3; do
    if dotnet 3.06 >"$said"; then
        cat "$said"
        rm "$said"
        exit 0
    fi
    cat "$said"
done
.venv/bin/python - "$said" <<'END'
import re
import sys
from pathlib import Path

said = Path(sys.argv[1]).read_text()
handled = int(re.search(r"distinct: expected 400, got (\d+)", said)[1])
calls = int(re.search(r"calls: expected 400, got (\d+)", said)[1])
left, dead = map(int, re.search(r"got (\d+) left, (\d+) dead", said).groups())
if (handled + left, calls, dead) != (400, handled, 0):
    sys.exit("3.06: messages were lost or doubled")
print(f"3.06: the client dropped {left} messages, which are still in the queue; none was lost or doubled.")
END
rm "$said"
