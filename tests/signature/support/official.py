"""The official library of Standard Webhooks, asked in JSON on standard input: to verify a webhook,
{secret, headers, body}, or to sign one, {secret, id, seconds, body}."""

import json
import sys
from datetime import datetime, timezone

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

asked = json.load(sys.stdin)
webhook = Webhook(asked["secret"])
if "id" in asked:
    at = datetime.fromtimestamp(asked["seconds"], tz=timezone.utc)
    print(webhook.sign(asked["id"], at, asked["body"]))
else:
    try:
        webhook.verify(asked["body"], asked["headers"], json_parse=False)
        print("verified")
    except WebhookVerificationError as error:
        print(f"refused: {error}")
