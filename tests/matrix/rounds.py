"""What rounds ask: an association’s own questions."""

from collections.abc import Mapping
from typing import Any

from tests.cast import Cast
from tests.factories import OwnQuestionFactory
from tests.matrix.rows import ORGANISERS, Row, association_page, nothing


def a_question(cast: Cast) -> Mapping[str, Any]:
    return {"question": OwnQuestionFactory.create(association=cast.association).pk}


TABLE: dict[str, Row] = {
    "rounds:questions": association_page(ORGANISERS),
    "rounds:question": association_page(ORGANISERS, needs=a_question),
    "rounds:archive_question": association_page(ORGANISERS, 302, needs=a_question, post=nothing),
    "rounds:bring_back_question": association_page(ORGANISERS, 302, needs=a_question, post=nothing),
}
