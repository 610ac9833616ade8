"""Organisers: the list itself, one guest, many at once, messages, files."""

from django.urls import path

from events.guests.views import bulk, covers, exports, guest, listing, messages

urlpatterns = [
    path("", listing.guests, name="guests"),
    path("add/", listing.add, name="add"),
    path("guests.csv", exports.guests, {"kind": "csv"}, name="guests_csv"),
    path("guests.xlsx", exports.guests, {"kind": "xlsx"}, name="guests_xlsx"),
    # One of them.
    path("<int:registration>/", guest.guest, name="guest"),
    path("<int:registration>/badge/", guest.badge, name="guest_badge"),
    path("<int:registration>/note/", guest.note, name="guest_note"),
    path("<int:registration>/pay/", guest.pay, name="guest_pay"),
    path("<int:registration>/cancel/", listing.cancel, name="cancel_guest"),
    path("<int:registration>/approve/", listing.answer, {"step": "approve"}, name="approve"),
    path("<int:registration>/decline/", listing.answer, {"step": "decline"}, name="decline"),
    path("<int:registration>/seat/", listing.answer, {"step": "seat"}, name="give_seat"),
    # Many of them.
    path("tag/", bulk.tag, name="bulk_tag"),
    path("pay/", bulk.pay, name="bulk_pay"),
    path("cancel/", bulk.cancel, name="bulk_cancel"),
    # What is written to them.
    path("messages/", messages.written, name="messages"),
    path("messages/new/", messages.compose, name="compose"),
    path("messages/<int:message>/", messages.message, name="message"),
    path("messages/<int:message>/as-read/", messages.as_read, name="message_as_read"),
    path("messages/<int:message>/edit/", messages.rewrite, name="rewrite_message"),
    path("messages/<int:message>/test/", messages.test, name="test_message"),
    path("messages/<int:message>/send/", messages.send, name="send_message"),
    path("messages/<int:message>/discard/", messages.discard, name="discard_message"),
    # For the restaurant.
    path("covers/", covers.covers, name="covers"),
    path("covers.csv", covers.as_file, {"kind": "csv"}, name="covers_csv"),
    path("covers.xlsx", covers.as_file, {"kind": "xlsx"}, name="covers_xlsx"),
]
