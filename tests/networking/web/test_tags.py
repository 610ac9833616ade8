"""The tags that pages are made of."""

from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from networking.web.colour import accent_of
from tests.factories import UserFactory


def render(source: str, **context: Any) -> str:
    return Template("{% load tablee %}" + source).render(Context(context))


class Sample(forms.Form):
    name = forms.CharField(help_text="As on the badge")
    city = forms.CharField(required=False)
    goal = forms.ChoiceField(widget=forms.RadioSelect, choices=[("a", "Partner"), ("b", "Ideas")])
    usual = forms.BooleanField(required=False, help_text="Name, title, organisation")
    guests = forms.FileField(required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_ring_says_what_it_shows_to_those_who_do_not_see_it() -> None:
    html = render('{% ring value=0.62 label="Profile 62%" text="62 %" %}')
    assert 'role="img" aria-label="Profile 62%"' in html
    assert 'stroke-dasharray="62 200"' in html
    assert "style=" not in html


def test_an_empty_ring_shows_no_dot() -> None:
    assert "ring--empty" in render("{% ring value=0 %}")
    assert "ring--empty" not in render("{% ring value=1 %}")


def test_a_ring_without_words_is_not_read_out() -> None:
    assert 'class="ring ring--small ring--accent" aria-hidden="true"' in render(
        '{% ring value=1 size="small" %}'
    )


def test_an_icon_is_hidden_from_those_who_hear_the_page() -> None:
    html = render('{% icon "check" 20 %}')
    assert 'aria-hidden="true"' in html
    assert 'width="20"' in html


def test_an_icon_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(Exception, match="does not exist"):
        render('{% icon "no-such-icon" %}')


@pytest.mark.django_db
def test_a_face_is_a_monogram_on_a_tint_where_there_is_no_picture() -> None:
    amina = UserFactory(given_name="Amina", family_name="Diallo")
    html = render("{% avatar person %}", person=amina)
    assert ">AD</span>" in html
    assert "avatar--tint-" in html


def test_a_name_alone_makes_a_monogram_too() -> None:
    assert ">JR</span>" in render('{% avatar "Jean-Baptiste de Roux" %}')
    assert ">M</span>" in render('{% avatar "Madonna" %}')
    assert "avatar" in render('{% avatar "" %}')


def test_a_picture_is_shown_where_the_page_gives_it() -> None:
    html = render('{% avatar "Amina" picture="/media/amina.jpg" %}')
    assert '<img src="/media/amina.jpg" alt=""' in html


def test_a_field_has_its_label_help_and_errors_together() -> None:
    form = Sample({"name": ""})
    html = render("{% field form.name %}", form=form)
    assert 'for="id_name"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert "field--wrong" in html


def test_a_field_one_may_leave_empty_says_so() -> None:
    with override("fr"):
        assert "(facultatif)" in render("{% field form.city %}", form=Sample())
        assert "(facultatif)" not in render("{% field form.name %}", form=Sample())


def test_choices_are_a_group_whose_lines_are_targets() -> None:
    html = render("{% field form.goal %}", form=Sample())
    assert "<fieldset" in html
    assert html.count('class="choice"') == 2


def test_a_tick_stands_before_its_words() -> None:
    html = render("{% field form.usual %}", form=Sample())
    assert html.index("checkbox") < html.index("Usual")
    assert "Name, title, organisation" in html


def test_a_file_can_be_dropped() -> None:
    assert "data-drop" in render("{% field form.guests %}", form=Sample())


def test_a_hidden_field_has_no_label() -> None:
    html = render("{% field form.token %}", form=Sample())
    assert "<label" not in html
    assert 'type="hidden"' in html


def test_a_field_may_be_named_and_helped_otherwise() -> None:
    html = render('{% field form.name label="first name" help="Short" suffix="!" %}', form=Sample())
    assert "First name" in html
    assert "Short" in html
    assert "As on the badge" not in html
    assert 'class="field__suffix">!' in html


def test_an_empty_list_says_what_to_do() -> None:
    html = render(
        '{% empty_state title=title text="Invite." %}<a href="/">Go</a>{% endempty_state %}',
        title="Nobody <yet>",
    )
    assert "Nobody &lt;yet&gt;" in html
    assert '<a href="/">Go</a>' in html
    bare = render('{% empty_state title="Nobody" %} {% endempty_state %}')
    assert "empty__actions" not in bare


@pytest.mark.parametrize("role", ["owner", "host", "speaker", "visitor", "first_time", "member"])
def test_a_role_is_a_word(role: str) -> None:
    assert "pill" in render("{% badge_role role %}", role=role)


def test_a_role_nobody_knows_shows_nothing() -> None:
    assert render('{% badge_role "wizard" %}').strip() == ""


def test_people_s_words_are_spaced_and_escaped() -> None:
    with override("fr"):
        html = render("{{ words|french_spacing }}", words="<b>Quoi ?")
    assert html == "&lt;b&gt;Quoi\u202f?"
    with override("en"):
        assert render("{{ words|french_spacing }}", words="What ?") == "What ?"


def test_a_clock_filter_shows_nothing_for_nothing() -> None:
    assert render("{{ left|clock }}", left=154) == "2:34"
    assert render("{{ left|clock }}", left=None) == ""


@pytest.mark.parametrize(
    "context",
    [
        {"accent": "#0a7c66"},
        {"association": SimpleNamespace(accent="#0A7C66")},
        {"event": SimpleNamespace(association=SimpleNamespace(accent="#0a7c66"))},
    ],
)
def test_a_page_wears_the_accent_of_its_association(context: dict[str, Any]) -> None:
    assert "/accent/0a7c66.css" in render("{% page_assets %}", **context)


def test_a_page_of_nobody_s_wears_the_house_s_accent() -> None:
    assert "/accent/" not in render("{% page_assets %}")
    assert "/accent/" not in render("{% page_assets %}", accent="javascript:")


def test_messages_are_toasts_that_say_their_kind() -> None:
    message = SimpleNamespace(level_tag="error", __str__=lambda _: "No")
    html = render('{% include "web/_toasts.html" %}', messages=[message])
    assert "toast--error" in html
    assert 'aria-live="polite"' in html


def test_a_mail_wears_a_readable_accent_and_says_how_to_stop_it() -> None:
    html = render(
        '{% include "web/mail.html" %}',
        association=SimpleNamespace(name="Le Cercle", accent="#ffd500"),
        unsubscribe_url="https://tablee.example/u/1",
    )
    assert "#ffd500" in html
    assert f"color:{accent_of('#ffd500').on_light}" in html
    assert 'href="https://tablee.example/u/1"' in html
    assert "Le Cercle" in html


def test_a_mail_s_button_is_a_link_with_room() -> None:
    html = render(
        '{% mail_colours "" as colour %}'
        '{% include "web/_mail_button.html" with url="/x" text="Go" %}'
        '{% include "web/_mail_button.html" with url="/y" text="Later" quiet=True %}'
    )
    assert "padding:14px 26px" in html
    assert 'href="/y"' in html


def test_a_mail_as_text_is_plain() -> None:
    text = render(
        '{% include "web/mail.txt" %}', association=SimpleNamespace(name="L’Échappée & Co")
    )
    assert "L’Échappée & Co" in text


def test_an_event_shows_its_stage_in_the_rail(rf: RequestFactory) -> None:
    from tests.factories import EventFactory

    event = EventFactory.build()
    with override("en"):
        html = render(
            "{% stepper event across=True %}", event=event, request=rf.get("/"), user=None
        )
    assert html.count("stepper__stage--now") == 1
    assert "The evening before" in html
