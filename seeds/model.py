"""The strict base of every record a person writes: frozen, unknown keys refused."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""Lower-case words joined by hyphens: the ids of entities, offices, outlets, feeds, watches."""

LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
"""ISO 639-1 where there is one (``en``, ``zh``), else 639-3."""


class SeedModel(BaseModel):
    """Base of all seed models: immutable, and a key that is not in the model is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
