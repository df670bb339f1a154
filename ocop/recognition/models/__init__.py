"""Proposals, decisions, certificates, requests to the ministry, and recognitions published in the past."""

from ocop.recognition.models.certificate import Certificate, CertificateEvent
from ocop.recognition.models.deciding import Proposal, ProposalItem, ProposalMove, RecognitionDecision
from ocop.recognition.models.ministry import MinistryRequest
from ocop.recognition.models.past import OldResult, PublishedRecognition
from ocop.recognition.models.switch import SwitchRow, SwitchRun

__all__ = [
    "Certificate",
    "CertificateEvent",
    "MinistryRequest",
    "OldResult",
    "Proposal",
    "ProposalItem",
    "ProposalMove",
    "PublishedRecognition",
    "RecognitionDecision",
    "SwitchRow",
    "SwitchRun",
]
