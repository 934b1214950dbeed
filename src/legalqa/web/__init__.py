"""The chat page, the document pages and the server they live in."""

import os

# Gradio decides on telemetry when it is imported; nothing of this room may call out, so it is told before.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
