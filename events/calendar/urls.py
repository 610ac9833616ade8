from django.urls import path

from events.calendar.views import events, feeds, life, look, passes, public, series, speakers

app_name = "calendar"
ASSOCIATION = "a/<slug:association>/"
EVENT = f"{ASSOCIATION}e/<slug:event>/"
SERIES = f"{ASSOCIATION}series/<slug:series>/"
SPEAKER = f"{ASSOCIATION}speakers/<int:speaker>/"
urlpatterns = [
    # Everybody: the pages that are shared, their pictures, and what calendar programs read.
    path(ASSOCIATION, public.association, name="association"),
    path(f"{ASSOCIATION}share.png", public.association_share, name="association_share"),
    path(f"{ASSOCIATION}season/", public.season_page, name="season"),
    path(f"{ASSOCIATION}season/<int:year>/", public.season_page, name="season_of"),
    path(f"{ASSOCIATION}events.ics", feeds.association, name="feed"),
    path(f"{ASSOCIATION}s/<slug:series>/events.ics", feeds.series, name="series_feed"),
    path(EVENT, public.event, name="event"),
    path(f"{EVENT}share.png", public.share, name="share"),
    path(f"{EVENT}pass/<str:token>/", passes.opened, name="pass"),
    # Organisers: events, one after the other.
    path(f"{ASSOCIATION}events/", events.events, name="events"),
    path(f"{ASSOCIATION}events/new/", events.new, name="new"),
    path(f"{EVENT}overview/", events.overview, name="overview"),
    path(f"{EVENT}edit/", events.edit, name="edit"),
    path(f"{EVENT}cover/", look.cover, name="cover"),
    path(f"{EVENT}move/<slug:step>/", life.move, name="move"),
    path(f"{EVENT}cancel/", life.cancel, name="cancel"),
    path(f"{EVENT}discard/", life.discard, name="discard"),
    # Organisers: recurring events.
    path(f"{ASSOCIATION}series/", series.all_series, name="all_series"),
    path(f"{ASSOCIATION}series/new/", series.new, name="new_series"),
    path(f"{ASSOCIATION}series/preview/", series.preview, name="preview_series"),
    path(SERIES, series.one, name="series"),
    path(f"{SERIES}edit/", series.edit, name="edit_series"),
    path(f"{SERIES}end/", series.end, name="end_series"),
    path(f"{SERIES}resume/", series.resume, name="resume_series"),
    path(f"{SERIES}leave-out/<slug:day>/", series.leave_out, name="leave_out"),
    path(f"{SERIES}put-back/<slug:day>/", series.put_back, name="put_back"),
    # Organisers: who speaks.
    path(f"{EVENT}speakers/", speakers.speakers, name="speakers"),
    path(f"{ASSOCIATION}speakers/", speakers.season, name="rota"),
    path(f"{ASSOCIATION}speakers/new/", speakers.new, name="new_speaker"),
    path(SPEAKER, speakers.edit, name="speaker"),
    path(f"{SPEAKER}place/", speakers.place, name="place_speaker"),
    path(f"{SPEAKER}remove/", speakers.remove, name="remove_speaker"),
]
