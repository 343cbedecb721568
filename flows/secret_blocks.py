"""Secrets that a Prefect server keeps: `prefect-secret:NAME` in a setting in, the secret out."""

from __future__ import annotations

from pathlib import Path

from pydantic import SecretStr

from flows.alerting.channels import ChannelError
from flows.alerting.routes import WebhookSettings
from flows.logs import hide_in_logs
from flows.prefect_environment import set_prefect_environment

PREFIX = "prefect-secret:"


def reveal(written: str, setting: str, data_dir: Path) -> str:
    """Return what a setting means: itself, or what the Secret block holds that it names. Raises ChannelError.

    What a block holds is no more written to any log from then on.
    """
    if not written.startswith(PREFIX):
        return written
    name = written.removeprefix(PREFIX).strip()
    set_prefect_environment(data_dir)
    # Imported here because Prefect takes two seconds, which settings without secret blocks need not spend.
    from prefect.blocks.system import Secret

    try:
        kept = Secret.load(name)
    except ValueError:
        raise ChannelError(
            f"{setting}: the Prefect server has no Secret block {name!r}; make it with Prefect's page or "
            f"`Secret(value=…).save({name!r})`"
        ) from None
    if not isinstance(kept, Secret):
        raise ChannelError(f"{setting}: Secret blocks cannot be read from within an event loop")
    secret = str(kept.get())
    hide_in_logs([secret])
    return secret


def reveal_webhook(written: WebhookSettings, setting: str, data_dir: Path) -> WebhookSettings:
    """Return a webhook whose address and secret are what the settings mean by them. Raises ChannelError."""
    url = reveal(written.url.get_secret_value(), f"{setting}.url", data_dir)
    secret = reveal(written.secret.get_secret_value(), f"{setting}.secret", data_dir)
    return written.model_copy(update={"url": SecretStr(url), "secret": SecretStr(secret)})
