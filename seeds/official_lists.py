"""Official lists that are watched beside the feeds: their YAML file in, checked models out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import Field, HttpUrl, model_validator

from seeds.errors import SeedError, SeedFault
from seeds.model import SeedModel, Slug
from seeds.watches import EventMode
from seeds.yaml_files import load_yaml_model

OFFICIAL_LISTS_FILE = Path(__file__).parent / "official_lists.yaml"


class ListFormat(StrEnum):
    """How a full file of a list is written."""

    SDN_XML = "sdn-xml"  # sdnList of sdnEntry, plain or as the one file in a ZIP archive
    SDN_CSV = "sdn-csv"  # twelve columns without a header, ended by the mark Ctrl-Z


class ListFile(SeedModel):
    """One address that answers with the whole list. All files of a list hold the same entries."""

    url: HttpUrl
    format: ListFormat
    alternates_url: HttpUrl | None = None
    """For `sdn-csv`: the file of other names, joined by the entry's number."""
    comments_url: HttpUrl | None = None
    """For `sdn-csv`: the file of what did not fit into the last column."""


class WatchedEntry(SeedModel):
    """An entry that is looked for in each list, and what its removal means."""

    uid: int = Field(gt=0)
    """The number that the list gives it, for good."""
    name: str
    """As the list writes it: an entry of this name under another number is no removal."""
    entity: Slug
    programs: tuple[str, ...] = ()
    """Programs it was listed under when it was last looked up by a person."""
    removal: Literal[EventMode.SANCTION_LIFTED] | None = EventMode.SANCTION_LIFTED
    """The event that its removal is; none for entries that are watched for the record only."""


class OfficialList(SeedModel):
    """A list that a government publishes, where to get it, and what of it is watched."""

    id: Slug
    name: str
    outlet: Slug
    """The outlet that publishes it; without it among the outlets the list is not followed."""
    imposed_by: Slug
    """The side that puts names on it and takes them off: the actor of the events."""
    files: tuple[ListFile, ...] = Field(min_length=1)
    """In order of preference: the first that can be had is read, another one confirms a removal."""
    delta_url: HttpUrl | None = None
    """The file of the latest changes, which can confirm a removal too."""
    interval_minutes: int = Field(default=60, ge=5, le=1440)
    max_bytes: int = Field(ge=10_000)
    """Of one file as it is sent."""
    max_unpacked_bytes: int = Field(ge=10_000)
    """Of one file out of its archive."""
    total_seconds: float = Field(default=60.0, gt=0, le=600)
    """For one file; the lists' servers are slow."""
    min_entries: int = Field(default=1, ge=1)
    """A list with fewer cannot be whole."""
    shrink_share: float = Field(default=0.1, ge=0.0, lt=1.0)
    """A list that has lost more than this share of its entries since the last one is not believed."""
    watched: tuple[WatchedEntry, ...] = Field(min_length=1)
    note: str | None = None

    @model_validator(mode="after")
    def _numbers_once(self) -> OfficialList:
        uids = [entry.uid for entry in self.watched]
        if len(set(uids)) < len(uids):
            raise ValueError("an entry is watched twice; expected each uid once")
        return self


class OfficialListFile(SeedModel):
    """`official_lists.yaml`, or one of the operator's own."""

    lists: tuple[OfficialList, ...]


def load_official_lists(path: Path = OFFICIAL_LISTS_FILE) -> tuple[OfficialList, ...]:
    """Read and check a file of official lists.

    Raises:
        SeedError: with all its faults.
    """
    lists = load_yaml_model(path, OfficialListFile).lists
    ids = [each.id for each in lists]
    twice = sorted({each for each in ids if ids.count(each) > 1})
    if twice:
        raise SeedError([SeedFault(path, "lists", f"{each!r} is there twice; expected each id once") for each in twice])
    return lists
