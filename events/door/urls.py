from django.urls import path

from events.door.packs import views as packs
from events.door.views import door, paper

app_name = "door"
urlpatterns = [
    # Hosts, at the door.
    path("door/", door.door, name="door"),
    path("door/count/", door.count, name="count"),
    path("door/walk-in/", door.walk_in, name="walk_in"),
    path("door/<int:registration>/check-in/", door.check_in, name="check_in"),
    path("door/<int:registration>/undo/", door.undo, name="undo"),
    # Hosts, the evening before.
    path("paper/", paper.paper, name="paper"),
    path("paper/badges.pdf", paper.badges, name="badges"),
    path("paper/badges/<int:number>/replace/", paper.replace, name="replace"),
    path("paper/pack/", packs.pack, name="pack"),
    path("paper/pack/<int:job>/", packs.job, name="pack_job"),
    path("paper/pack/<int:job>/progress/", packs.progress, name="pack_progress"),
    path("paper/pack/<int:job>/stop/", packs.stop, name="pack_stop"),
    path("paper/pack/<int:job>/file/", packs.file, name="pack_file"),
    path("paper/<slug:name>.pdf", paper.printed, name="print"),
    path("paper/<slug:name>.csv", paper.as_file, {"kind": "csv"}, name="print_csv"),
    path("paper/<slug:name>.xlsx", paper.as_file, {"kind": "xlsx"}, name="print_xlsx"),
]
