"""Sorting a mail server's words."""

import smtplib

import pytest

from networking.mail.outcomes import Verdict, outcome_of


@pytest.mark.parametrize(
    ("error", "verdict", "dead"),
    [
        (smtplib.SMTPDataError(450, b"4.2.0 later"), Verdict.LATER, False),
        (smtplib.SMTPDataError(554, b"5.7.1 spam"), Verdict.NEVER, False),
        (smtplib.SMTPSenderRefused(451, b"not now", "a@b.c"), Verdict.LATER, False),
        (smtplib.SMTPSenderRefused(530, b"5.7.0 sign in first", "a@b.c"), Verdict.LATER, False),
        (smtplib.SMTPSenderRefused(552, b"5.3.4 too large", "a@b.c"), Verdict.NEVER, False),
        (smtplib.SMTPRecipientsRefused({"a@b.c": (550, b"5.1.1 nobody")}), Verdict.NEVER, True),
        (
            smtplib.SMTPRecipientsRefused({"a@b.c": (450, b"4.2.1 greylisted")}),
            Verdict.LATER,
            False,
        ),
        (smtplib.SMTPRecipientsRefused({"a@b.c": (550, b"5.7.1 no relay")}), Verdict.NEVER, False),
        (smtplib.SMTPConnectError(421, "busy"), Verdict.LATER, False),
        (ConnectionRefusedError("refused"), Verdict.LATER, False),
    ],
)
def test_an_answer_decides_by_its_first_digit(
    error: Exception, verdict: Verdict, dead: bool
) -> None:
    outcome = outcome_of(error, handed_over=False)
    assert outcome.verdict is verdict
    assert outcome.dead_address is dead


@pytest.mark.parametrize("error", [TimeoutError(), smtplib.SMTPServerDisconnected("gone")])
def test_silence_after_the_handing_over_is_doubt(error: Exception) -> None:
    assert outcome_of(error, handed_over=True).verdict is Verdict.UNCERTAIN
    assert outcome_of(error, handed_over=False).verdict is Verdict.LATER


def test_a_clear_answer_leaves_no_doubt() -> None:
    error = smtplib.SMTPDataError(450, b"later")
    assert outcome_of(error, handed_over=True).verdict is Verdict.LATER


def test_an_address_in_the_answer_stays_out_of_the_code_that_is_logged() -> None:
    error = smtplib.SMTPRecipientsRefused({"a@b.c": (550, b"5.1.1 <a@b.c> unknown")})
    assert outcome_of(error, handed_over=False).code == "550"
