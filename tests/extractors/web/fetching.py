"""How tests fetch: a request made, and the answer or the failure that it must be."""

from __future__ import annotations

from collections.abc import Callable

from extractors.records.rejections import RejectionReason, RejectionStage
from extractors.web.fetch import Fetcher, FetchFailure, FetchRequest, Response

Make = Callable[..., Fetcher]
MEGABYTE = 1_000_000


def get(fetcher: Fetcher, url: str, **fields: object) -> Response:
    outcome = fetcher.fetch(FetchRequest(url=url, **fields), RejectionStage.PAGE)  # type: ignore[arg-type]  test's choice
    assert isinstance(outcome, Response), outcome
    return outcome


def fail(fetcher: Fetcher, url: str, **fields: object) -> FetchFailure:
    outcome = fetcher.fetch(FetchRequest(url=url, **fields), RejectionStage.PAGE)  # type: ignore[arg-type]  test's choice
    assert isinstance(outcome, FetchFailure), outcome
    return outcome


def reason(fetcher: Fetcher, url: str) -> RejectionReason:
    return fail(fetcher, url).rejection.reason
