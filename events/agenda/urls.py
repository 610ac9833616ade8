"""Everything here stands below an event: ``/a/<association>/e/<event>/``."""

from django.urls import URLPattern, URLResolver, path

from events.agenda.views import commands, editing, links, live, planning, templates

app_name = "agenda"
urlpatterns: list[URLPattern | URLResolver] = [
    path("agenda/", planning.agenda, name="agenda"),
    path("agenda/template/", editing.lay_out, name="lay_out"),
    path("agenda/templates/", templates.templates, name="templates"),
    path("agenda/templates/save/", templates.save, name="save_template"),
    path("agenda/templates/<int:template>/rename/", templates.rename, name="rename_template"),
    path("agenda/templates/<int:template>/delete/", templates.delete, name="delete_template"),
    path("agenda/add/", editing.add, name="add"),
    path("agenda/place/", editing.place, name="place"),
    path("agenda/<int:segment>/", planning.segment, name="segment"),
    path("agenda/<int:segment>/move/<int:step>/", editing.move, name="move"),
    path("agenda/<int:segment>/minutes/", editing.minutes, name="minutes"),
    path("agenda/<int:segment>/duplicate/", editing.duplicate, name="duplicate"),
    path("agenda/<int:segment>/remove/", editing.remove, name="remove"),
    path("report/", planning.report, name="report"),
    path("console/", live.console, name="console"),
    path("console/part/", live.console_part, name="console_part"),
    path("console/token/", live.console_token, name="console_token"),
    path("console/command/", commands.command, name="command"),
    path("console/kept.json", live.console_kept, name="console_kept"),
    path("console/catch-up/", commands.catch_up, name="catch_up"),
    path("ready/", live.ready, name="ready"),
    path("screen/", live.screen, name="screen"),
    path("screen/part/", live.screen_part, name="screen_part"),
    path("screen/token/", live.screen_token, name="screen_token"),
    path("now/", live.phone, name="phone"),
    path("now/part/", live.phone_part, name="phone_part"),
    path("now/token/", live.phone_token, name="phone_token"),
    path("now.json", live.snapshot, name="snapshot"),
    path("speaker/", live.speaker, name="speaker"),
    path("speaker/part/", live.speaker_part, name="speaker_part"),
    path("speaker/token/", live.speaker_token, name="speaker_token"),
    path("speaker/seen/<int:rev>/", live.seen, name="seen"),
    path("links/", links.manage, name="links"),
    path("links/revoke/", links.revoke, name="revoke_links"),
    path("links/passes/", links.make_passes, name="make_passes"),
    path("links/passes/revoke/", links.revoke_passes, name="revoke_passes"),
    path("l/<str:token>/", links.page, name="linked"),
    path("l/<str:token>/part/", links.part, name="linked_part"),
    path("l/<str:token>/token/", links.renew, name="linked_token"),
    path("l/<str:token>/seen/<int:rev>/", links.seen, name="linked_seen"),
]
