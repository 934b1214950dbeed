"""The chat page, the document pages and the server they live in."""

import os

# Nothing of this room may call out. Gradio, huggingface_hub and FastAPI read these when they are imported or started.
os.environ.update(GRADIO_ANALYTICS_ENABLED="False", HF_HUB_DISABLE_TELEMETRY="1", OTEL_SDK_DISABLED="true")
