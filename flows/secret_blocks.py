"""Secrets that a Prefect server keeps: `prefect-secret:NAME` in a setting in, the secret out."""

from __future__ import annotations

from pathlib import Path

from flows.alerting.channels import ChannelError
from flows.prefect_environment import set_prefect_environment

PREFIX = "prefect-secret:"


def reveal(written: str, setting: str, data_dir: Path) -> str:
    """Return what a setting means: itself, or what the Secret block holds that it names. Raises ChannelError."""
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
    return str(kept.get())
