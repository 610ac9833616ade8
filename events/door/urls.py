from django.urls import path

from events.door.packs import views as packs
from events.door.views import attendance, badges, door, entrance, paper, tables, taps

app_name = "door"
urlpatterns = [
    # Hosts, at the door.
    path("door/", door.door, name="door"),
    path("door/list.json", taps.book, name="book"),
    path("door/arrivals.json", taps.arrivals, name="arrivals"),
    path("door/token/", taps.token, name="token"),
    path("door/taps/", taps.taps, name="taps"),
    path("door/photograph/", taps.photographed, name="photographed"),
    path("door/walk-in/", door.walk_in, name="walk_in"),
    path("door/<int:registration>/check-in/", door.check_in, name="check_in"),
    path("door/<int:registration>/undo/", door.undo, name="undo"),
    path("door/<int:registration>/badge.pdf", badges.reprint, name="reprint"),
    path("door/attendance/", attendance.attendance, name="attendance"),
    path("door/entrance/", entrance.self_check_in, name="self_check_in"),
    # Guests, by the code at the entrance.
    path("here/<str:code>/", entrance.here, name="here"),
    # Hosts, the evening before.
    path("paper/", paper.paper, name="paper"),
    path("paper/badges.pdf", badges.badges, name="badges"),
    path("paper/badges/preview/", badges.preview, name="preview"),
    path("paper/badges/<int:number>/replace/", badges.replace, name="replace"),
    path("paper/tables/", tables.tables, name="tables"),
    path("paper/labels/", tables.labels, name="labels"),
    path("paper/labels/<int:label>/forget/", tables.forget_label, name="forget_label"),
    path("paper/pack/", packs.pack, name="pack"),
    path("paper/pack/<int:job>/", packs.job, name="pack_job"),
    path("paper/pack/<int:job>/progress/", packs.progress, name="pack_progress"),
    path("paper/pack/<int:job>/stop/", packs.stop, name="pack_stop"),
    path("paper/pack/<int:job>/file/", packs.file, name="pack_file"),
    path("paper/<slug:name>.pdf", paper.printed, name="print"),
    path("paper/<slug:name>.csv", paper.as_file, {"kind": "csv"}, name="print_csv"),
    path("paper/<slug:name>.xlsx", paper.as_file, {"kind": "xlsx"}, name="print_xlsx"),
]
