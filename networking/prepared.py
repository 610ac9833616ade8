"""Questions that are always the same but for their values: made into SQL once, asked many times.

What a small question costs is mostly the making of its SQL, anew for each request. Where every
request asks it, or every tap in a full hall, it is written once, with gaps for its values::

    _BY_NUMBER = Prepared(lambda: Guest.objects.filter(pk=Gap("number", BigAutoField())))
    guest = _BY_NUMBER.get(number=7)

It may depend on nothing else: neither on who asks, nor on the time or the language.
"""

import copy
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql import UpdateQuery
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")


class Gap(Expression):
    """Where a value will stand; its field says how a database is told it."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:  # noqa: ARG002
        """Stand in the SQL's parameters oneself, until a value is known."""
        return "%s", [self]


class Prepared(Generic[Row]):
    """A question with gaps: model instances with what `select_related` joins, or `values_list`."""

    def __init__(self, ask: Callable[[], "QuerySet[Any, Row]"]) -> None:
        self._ask = ask
        self._made: _Made | None = None

    def rows(self, **values: Any) -> list[Row]:
        """Ask, in one query. Raises `KeyError` where a gap has no value."""
        if self._made is None:
            # Made twice by two threads it is the same.
            self._made = _Made(self._ask())
        made = self._made
        asked: QuerySet[Any, Row] = type(made.question)(made.question.model, made.filled(values))
        asked._iterable_class = made.question._iterable_class
        return list(asked)

    def get(self, **values: Any) -> Row:
        """Return the one row there is; raises the model's `DoesNotExist` where there is none."""
        found = self.rows(**values)
        if self._made and len(found) != 1:
            model = self._made.question.model
            raise model.MultipleObjectsReturned if found else model.DoesNotExist
        return found[0]


class PreparedUpdate:
    """A change with gaps to the rows a question finds: `PreparedUpdate(question, field=gap)`."""

    def __init__(self, ask: Callable[[], "QuerySet[Any, Any]"], **fields: Gap) -> None:
        self._ask = ask
        self._fields = fields
        self._made: tuple[str, Sequence[Any]] | None = None

    def __call__(self, **values: Any) -> int:
        """Change them, in one statement; how many there were. `KeyError` where a value misses."""
        if self._made is None:
            query: Any = self._ask().query.chain(UpdateQuery)
            query.add_update_values(self._fields)
            self._made = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        sql, parameters = self._made
        connection = connections[DEFAULT_DB_ALIAS]
        with connection.cursor() as cursor:
            cursor.execute(sql, _told(parameters, values, connection))
            return int(cursor.rowcount)


class _Made:
    """A question's SQL, and what its compiler knows of the columns that come back."""

    def __init__(self, question: "QuerySet[Any, Any]") -> None:
        self.question = question
        self.compiler = question.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, self.parameters = self.compiler.as_sql()

    def filled(self, values: dict[str, Any]) -> Any:
        """Return what a queryset takes for its query."""
        connection = connections[DEFAULT_DB_ALIAS]
        compiler = copy.copy(self.compiler)
        compiler.connection = connection
        told = _told(self.parameters, values, connection)
        compiler.as_sql = lambda *_, **__: (self.sql, told)
        return _Filled(compiler)


def _told(parameters: Sequence[Any], values: dict[str, Any], connection: Any) -> tuple[Any, ...]:
    """Return the parameters as this database is told them, with a value in each gap."""
    return tuple(
        each.output_field.get_db_prep_value(values[each.name], connection)
        if isinstance(each, Gap)
        else each
        for each in parameters
    )


class _Filled:
    """A query whose SQL is there already."""

    def __init__(self, compiler: SQLCompiler) -> None:
        self.compiler = compiler

    def get_compiler(self, *_: Any, **__: Any) -> SQLCompiler:
        return self.compiler
