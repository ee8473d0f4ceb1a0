"""The desk's HTTP API: JSON under ``/api/v1``, described by its own OpenAPI document."""
