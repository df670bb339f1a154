"""Objects behind the addresses of signing."""

from typing import Any

from django.http import Http404, HttpRequest

from ocop.papers.queries.signing import papers_to_see
from ocop.recognition.queries.certificates import get_certificate
from ocop.recognition.queries.proposals import get_proposal
from ocop.signing.queries import get_batch, get_paper, get_profile
from ocop.web.door import NOT_FOUND


def paper_of(request: HttpRequest, pk: int) -> Any:
    """The paper of this address, where the person may open it."""
    return _there(get_paper(pk) if papers_to_see(request.user).filter(pk=pk).exists() else None)


def profile_of(request: HttpRequest, pk: int) -> Any:
    """The profile of this address."""
    return _there(get_profile(pk))


def batch_of(request: HttpRequest, pk: int) -> Any:
    """The batch of this address."""
    return _there(get_batch(pk))


def certificate_of(request: HttpRequest, pk: int) -> Any:
    """The certificate of this address."""
    return _there(get_certificate(pk))


def proposal_of(request: HttpRequest, pk: int) -> Any:
    """The proposal of this address."""
    return _there(get_proposal(pk))


def _there(found: Any) -> Any:
    if found is None:
        raise Http404(NOT_FOUND)
    return found
