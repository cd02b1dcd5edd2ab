"""Verifies a webhook with the official library: one in JSON on standard input, {secret, headers, body}."""

import json
import sys

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

asked = json.load(sys.stdin)
try:
    Webhook(asked["secret"]).verify(asked["body"], asked["headers"], json_parse=False)
    print("verified")
except WebhookVerificationError as error:
    print(f"refused: {error}")
