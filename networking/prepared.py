"""Questions that are always the same but for their values: made into SQL once, asked many times.

What a small question costs is mostly the making of its SQL, anew for each request. Where every
request asks it, or every tap in a full hall, it is written once, with gaps for its values::

    _BY_NUMBER = Prepared(lambda: Guest.objects.filter(pk=Gap("number", BigAutoField())))
    guest = _BY_NUMBER.get(number=7)

It may depend on nothing else: neither on who asks, nor on the time or the language.
"""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.query import (
    FlatValuesListIterable,
    ValuesListIterable,
    get_related_populators,
)
from django.db.models.sql import InsertQuery, UpdateQuery

from networking import together
from networking.cursors import at_hand

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
        self._made: _Question | None = None

    def rows(self, **values: Any) -> list[Row]:
        """Ask, in one query. Raises `KeyError` where a gap has no value."""
        if self._made is None:
            # Made twice by two threads it is the same.
            self._made = _Question(self._ask())
        return self._made.rows(values)

    def get(self, **values: Any) -> Row:
        """Return the one row there is; raises the model's `DoesNotExist` where there is none."""
        found = self.rows(**values)
        if self._made and len(found) != 1:
            model = self._made.model
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
        told = _told(parameters, values, connection)
        if (block := together.block.get()) is not None:
            return block.change(sql, told)
        cursor = at_hand(connection)
        cursor.execute(sql, told)
        return int(cursor.rowcount)


class PreparedInsert:
    """A new row of a model, written in one statement: `PreparedInsert(CheckIn)(check_in)`.

    As `save(force_insert=True)` does it, but that nobody is told of it: no signals, no `save` of
    the model's own. Raises `IntegrityError` as that does; written twice, it is two rows or that.
    """

    def __init__(self, model: type[Model]) -> None:
        self._model = model
        self._made: tuple[str, Sequence[Any]] | None = None

    def __call__(self, row: Model) -> None:
        """Write it; it has its number then, or at the end of a block written together."""
        if self._made is None:
            self._made = self._prepared(row)
        sql, fields = self._made
        connection = connections[DEFAULT_DB_ALIAS]
        told = tuple(each.get_db_prep_save(each.pre_save(row, True), connection) for each in fields)
        if (block := together.block.get()) is not None:
            block.add(sql, told, row)
            return
        cursor = at_hand(connection)
        cursor.execute(sql, told)
        ((number,),) = cursor.fetchall()
        together.numbered(row, number)

    def _prepared(self, row: Model) -> tuple[str, Sequence[Any]]:
        meta: Any = self._model._meta
        fields = [each for each in meta.local_concrete_fields if each is not meta.pk]
        query = InsertQuery(self._model)
        query.insert_values(fields, [row])
        compiler: Any = query.get_compiler(DEFAULT_DB_ALIAS)
        compiler.returning_fields = [meta.pk]
        ((sql, _told),) = compiler.as_sql()
        return sql, fields


class _Question:
    """A question's SQL, and what becomes of each row that comes back.

    The latter as `ModelIterable` and `ValuesListIterable` have it, found out once.
    """

    def __init__(self, question: "QuerySet[Any, Any]") -> None:
        compiler: Any = question.query.get_compiler(DEFAULT_DB_ALIAS)
        self.model = question.model
        self.sql, self.parameters = compiler.as_sql()
        self.converters = compiler.get_converters(column for column, *_ in compiler.select)
        plain: dict[Any, Callable[[Sequence[Any]], Any]] = {
            FlatValuesListIterable: itemgetter(0),
            ValuesListIterable: tuple,
        }
        self.made = plain.get(question._iterable_class) or _instances(compiler)

    def rows(self, values: dict[str, Any]) -> list[Any]:
        connection = connections[DEFAULT_DB_ALIAS]
        cursor = at_hand(connection)
        cursor.execute(self.sql, _told(self.parameters, values, connection))
        found = cursor.fetchall()
        if self.converters:
            found = [self._converted(row, connection) for row in found]
        return [self.made(row) for row in found]

    def _converted(self, row: Sequence[Any], connection: Any) -> Sequence[Any]:
        said = list(row)
        for at, (converters, expression) in self.converters.items():
            for convert in converters:
                said[at] = convert(said[at], expression, connection)
        return said


def _instances(compiler: Any) -> Callable[[Sequence[Any]], Model]:
    """How a row becomes an instance, with those it is joined to and what it is annotated with."""
    info, select = compiler.klass_info, compiler.select
    model, columns = info["model"], info["select_fields"]
    own = slice(columns[0], columns[-1] + 1)
    names = [column.target.attname for column, *_ in select[own]]
    # The stubs are a later Django's.
    joined = get_related_populators(info, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]
    annotated = compiler.annotation_col_map or {}

    def made(row: Sequence[Any]) -> Model:
        instance: Model = model.from_db(DEFAULT_DB_ALIAS, names, row[own])
        for each in joined:
            each.populate(row, instance)
        for name, at in annotated.items():
            setattr(instance, name, row[at])
        return instance

    return made


def _told(parameters: Sequence[Any], values: dict[str, Any], connection: Any) -> tuple[Any, ...]:
    """Return the parameters as this database is told them, with a value in each gap."""
    return tuple(
        each.output_field.get_db_prep_value(values[each.name], connection)
        if isinstance(each, Gap)
        else each
        for each in parameters
    )
