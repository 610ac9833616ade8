"""A linear model of things to take or leave, solved by HiGHS."""

from collections.abc import Iterable, Sequence
from typing import Final

_WITHOUT_END: Final = float("inf")


class Model:
    """Choices, each taken or not, under sums that must hold. All sums are of choices taken once."""

    def __init__(self, choices: int) -> None:
        self._choices = choices
        self._columns: list[int] = []
        self._factors: list[float] = []
        self._starts = [0]
        self._least: list[float] = []
        self._most: list[float] = []

    def at_most(self, choices: Sequence[int], most: int) -> None:
        """Allow so many of these; nothing is noted where there aren't more anyway."""
        if len(choices) > most:
            self._row(choices, [1.0] * len(choices), -_WITHOUT_END, most)

    def at_least(self, choices: Sequence[int], least: float, gain: Iterable[float]) -> None:
        """Demand that these gain so much together."""
        self._row(choices, gain, least, _WITHOUT_END)

    def mark(self, choices: Sequence[int]) -> int:
        """Add a choice that can be taken only with one of these; return its number."""
        number = self._choices
        self._choices += 1
        self._row([*choices, number], [1.0] * len(choices) + [-1.0], 0, _WITHOUT_END)
        return number

    def _row(
        self, choices: Sequence[int], factors: Iterable[float], least: float, most: float
    ) -> None:
        self._columns += choices
        self._factors += factors
        self._starts.append(len(self._columns))
        self._least.append(least)
        self._most.append(most)

    def solve(
        self, gain: Sequence[float], *, whole: bool = True, gap: float = 0.0
    ) -> tuple[Sequence[float], float]:
        """Return how far each choice is taken for the greatest gain, and what none can exceed.

        With ``whole`` each is taken or not, and the gain falls short of the greatest by ``gap``, a
        part of it, at most; else a choice may be taken in part, which is far easier. There is no
        limit of time: it comes out the same each time.
        """
        if not self._choices:
            return [], 0.0
        # A second of start-up and many megabytes that only planning needs.
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415
        from scipy.sparse import csr_array  # noqa: PLC0415

        shape = (len(self._least), self._choices)
        matrix = csr_array((self._factors, self._columns, self._starts), shape=shape)
        found = milp(
            [-each for each in gain],
            integrality=[int(whole)] * self._choices,
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(matrix, self._least, self._most) if self._least else (),
            options={"mip_rel_gap": gap},
        )
        if found.x is None:
            raise RuntimeError(found.message)
        bound = found.mip_dual_bound if whole else found.fun
        return found.x.tolist(), -float(bound)
