"""The one module that speaks HTTP: a request in, a response or the reason for its failure out."""

from __future__ import annotations

import random
import ssl
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType

import httpcore
import httpx
from h2.exceptions import H2Error

from extractors.articles.plain_text import clean_line
from extractors.records.rejections import Rejection, RejectionReason, RejectionStage
from extractors.web.addresses import AddressRefusedError, CheckedBackend, deadline
from extractors.web.bodies import ACCEPT_ENCODING, BodyBrokenError, BodyTooLargeError, read_body
from extractors.web.exchanges import FEED_ACCEPT, PAGE_ACCEPT, FetchFailure, FetchRequest, FetchSettings, Response
from extractors.web.headers import browser_like, parse_content_type, parse_retry_after, usable_validator
from extractors.web.host_memory import HostMemory
from extractors.web.hosts import HostTurns
from extractors.web.lookups import NameLookupError, Resolve, resolve_host
from extractors.web.misses import Miss, miss_of_status, timed_out
from extractors.web.urls import absolute_url, site_of

__all__ = ["FEED_ACCEPT", "PAGE_ACCEPT", "FetchFailure", "FetchRequest", "FetchSettings", "Fetcher", "Response"]

Reason = RejectionReason

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Fetcher:
    """Makes requests; use as a context manager, from any number of threads."""

    def __init__(
        self,
        settings: FetchSettings,
        clock: Callable[[], datetime],
        transport: httpx.BaseTransport | None = None,
        resolve: Resolve = resolve_host,
        memory: HostMemory | None = None,
    ) -> None:
        """`memory` knows what earlier runs asked of hosts; what this one asks is added to it."""
        self._settings = settings
        self._clock = clock
        self._memory = memory or HostMemory(settings.daily_requests_per_host)
        self._turns = HostTurns(settings.per_host_gap_seconds)
        self._client = httpx.Client(
            transport=transport or _CheckedTransport(settings, resolve),
            follow_redirects=False,
            trust_env=False,
            cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=[])),
            timeout=httpx.Timeout(settings.read_seconds, connect=settings.connect_seconds),
        )

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def fetch(self, request: FetchRequest, stage: RejectionStage) -> Response | FetchFailure:
        """Fetch, following redirects and retrying passing failures, all within the total time.

        Expected failures come back as a `FetchFailure` whose rejection carries `stage`.
        """
        started = time.monotonic()
        with self._turns.turn(site_of(request.url), None, request.gap_seconds):
            waited = time.monotonic() - started
            ends = time.monotonic() + (request.total_seconds or self._settings.total_seconds)
            outcome = self._attempts(request, ends)
        if isinstance(outcome, Response):
            return replace(outcome, elapsed_seconds=time.monotonic() - started - waited)
        detail = clean_line(outcome.detail)[:300]
        rejection = Rejection(
            stage=stage, reason=outcome.reason, at=self._clock(), url=request.url[:2048], detail=detail
        )
        return FetchFailure(rejection=rejection, status=outcome.status, retry_after=outcome.retry_after)

    def _attempts(self, request: FetchRequest, ends: float) -> Response | Miss:
        lookups = 0
        for attempt in range(self._settings.retries + 1):
            outcome = self._attempt(request, ends)
            if isinstance(outcome, Response) or not outcome.retried or attempt == self._settings.retries:
                return outcome
            lookups += outcome.reason is Reason.DNS_FAILED
            pause = self._pause(attempt, outcome)
            if lookups > 1 or pause is None or time.monotonic() + pause >= ends:
                return outcome
            time.sleep(pause)
        return outcome

    def _pause(self, attempt: int, miss: Miss) -> float | None:
        """Seconds to wait before the next attempt; None where the server asks for longer than we wait."""
        backoff: float = self._settings.backoff_seconds * 2**attempt * random.uniform(0.5, 1.5)
        if miss.retry_after is None:
            return backoff
        asked = (miss.retry_after - self._clock()).total_seconds()
        return None if self._is_long(miss.retry_after) else max(asked, backoff)

    def _is_long(self, until: datetime) -> bool:
        return (until - self._clock()).total_seconds() > self._settings.max_retry_after_seconds

    def _attempt(self, request: FetchRequest, ends: float) -> Response | Miss:
        """Follow one chain of redirects; each hop is checked like a first request."""
        url = request.url
        seen = {url}
        first_site = site_of(url)
        for _ in range(self._settings.max_redirects + 1):
            host = site_of(url)
            if host == first_site:  # its turn is held by fetch()
                answer = self._exchange(request, url, ends)
            else:
                with self._turns.turn(host, ends - time.monotonic()) as is_ours:
                    answer = self._exchange(request, url, ends) if is_ours else timed_out(f"waited for {host}")
            if not isinstance(answer, str):
                return answer
            if answer in seen:
                return Miss(reason=Reason.TOO_MANY_REDIRECTS, detail=f"a loop at {answer}", retried=False)
            seen.add(answer)
            url = answer
        detail = f"more than {self._settings.max_redirects}, last to {url}"
        return Miss(reason=Reason.TOO_MANY_REDIRECTS, detail=detail, retried=False)

    def _exchange(self, request: FetchRequest, url: str, ends: float) -> Response | Miss | str:
        """Make one request; a string is where it redirects to."""
        if absolute_url(url, url) is None:
            return Miss(reason=Reason.ADDRESS_REFUSED, detail=f"not an http(s) URL: {url}", retried=False)
        host = site_of(url)
        if known := self._turns.unreachable(host):
            return Miss(reason=known[0], detail=f"{known[1]} (a moment ago)", retried=False)
        now = self._clock()
        if refused := self._memory.refusal(host, now):
            return refused
        self._memory.count(host, now)
        token = deadline.set(ends)
        try:
            with self._client.stream("GET", url, headers=self._headers(request)) as response:
                return self._judge(request, url, response)
        except AddressRefusedError as error:
            return Miss(reason=Reason.ADDRESS_REFUSED, detail=str(error), retried=False)
        except NameLookupError as error:
            if not error.passing:
                self._turns.mark_unreachable(host, Reason.DNS_FAILED, str(error))
            return Miss(reason=Reason.DNS_FAILED, detail=str(error), retried=error.passing)
        except httpx.ConnectTimeout:
            detail = f"{host} did not accept a connection within {self._settings.connect_seconds:g} s"
            self._turns.mark_unreachable(host, Reason.TIMEOUT, detail)
            return timed_out(detail)
        except httpx.TimeoutException as error:
            return timed_out(str(error) or "no answer in time", retried=True)
        except httpx.ConnectError as error:
            is_tls = _has_cause(error, ssl.SSLError)
            return Miss(
                reason=Reason.TLS_FAILED if is_tls else Reason.CONNECT_FAILED, detail=str(error), retried=not is_tls
            )
        except BodyTooLargeError as error:
            return Miss(reason=Reason.TOO_LARGE, detail=str(error), retried=False)
        except BodyBrokenError as error:
            return Miss(reason=Reason.BROKEN_RESPONSE, detail=str(error))
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, H2Error, UnicodeError) as error:
            # H2Error: what breaks HTTP/2 within a body, which httpx does not translate.
            # UnicodeError: host names like "xn--a", which the library lets in and cannot decode afterwards
            is_ours = isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol | UnicodeError)
            reason = Reason.ADDRESS_REFUSED if is_ours else Reason.BROKEN_RESPONSE
            return Miss(reason=reason, detail=f"{type(error).__name__}: {error}", retried=not is_ours)
        finally:
            deadline.reset(token)

    def _headers(self, request: FetchRequest) -> dict[str, str]:
        is_honest = request.user_agent_kind == "honest"
        headers = {
            "User-Agent": self._settings.user_agent if is_honest else browser_like(self._settings.user_agent),
            "Accept": request.accept,
            "Accept-Encoding": ACCEPT_ENCODING,
            "Accept-Language": "en, zh;q=0.9, *;q=0.5",
        }
        if etag := usable_validator(request.etag):
            headers["If-None-Match"] = etag
        if last_modified := usable_validator(request.last_modified):
            headers["If-Modified-Since"] = last_modified
        return headers

    def _judge(self, request: FetchRequest, url: str, response: httpx.Response) -> Response | Miss | str:
        status = response.status_code
        if status in _REDIRECTS:
            target = response.headers.get("location", "")
            found = absolute_url(target, url) if target else None
            if found is None:
                detail = f"{url} redirects to {target!r}" if target else f"{url} redirects nowhere"
                return Miss(reason=Reason.ADDRESS_REFUSED, detail=detail, status=status, retried=False)
            return found.partition("#")[0]
        is_conditional = usable_validator(request.etag) or usable_validator(request.last_modified)
        if status == 304 and is_conditional:
            return self._response(request, url, response, b"", 0)
        if status != 200:
            asked = parse_retry_after(response.headers.get("retry-after", ""), self._clock())
            if status == 429 and asked is not None and self._is_long(asked):
                self._memory.leave_alone(site_of(url), asked)
            return miss_of_status(status, url, asked)
        limit = request.max_bytes or self._settings.max_bytes
        declared = response.headers.get("content-length", "")
        if declared.isascii() and declared.isdigit() and len(declared) < 19 and int(declared) > limit:
            detail = f"{int(declared):,} bytes announced, {limit:,} allowed"
            return Miss(reason=Reason.TOO_LARGE, detail=detail, status=status, retried=False)
        body, received = read_body(
            response.iter_raw(),
            response.headers.get("content-encoding", ""),
            max_bytes=limit,
            max_decoded_bytes=self._settings.max_decoded_bytes,
        )
        return self._response(request, url, response, body, received)

    def _response(
        self, request: FetchRequest, url: str, response: httpx.Response, body: bytes, received: int
    ) -> Response:
        content_type, charset = parse_content_type(response.headers.get("content-type", ""))
        return Response(
            requested_url=request.url,
            final_url=url,
            status=response.status_code,
            headers=dict(response.headers),
            body=body,
            bytes_received=received,
            content_type=content_type,
            charset=charset,
            fetched_at=self._clock(),
            elapsed_seconds=0.0,
        )


class _CheckedTransport(httpx.HTTPTransport):
    """httpx's own transport over a pool whose connections are checked.

    httpx offers no argument for a network backend, hence the replaced pool; a test fails if that stops working.
    """

    def __init__(self, settings: FetchSettings, resolve: Resolve) -> None:
        context = httpx.create_ssl_context(trust_env=False)
        if settings.ca_file is not None:
            context.load_verify_locations(settings.ca_file)
        super().__init__(verify=context, trust_env=False, http2=True)
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            http1=True,
            http2=True,
            max_connections=None,  # bounded by the threads that fetch
            max_keepalive_connections=32,
            keepalive_expiry=20.0,
            network_backend=CheckedBackend(
                allow_private=settings.allow_private_addresses,
                lookup_seconds=settings.lookup_seconds,
                resolve=resolve,
            ),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send; httpx fails with a bare ValueError over a status of HTTP/2 that is no number."""
        try:
            return super().handle_request(request)
        except UnicodeError:
            raise
        except ValueError as error:
            raise httpx.RemoteProtocolError(str(error), request=request) from error


def _has_cause(error: BaseException, kind: type[BaseException]) -> bool:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, kind):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
