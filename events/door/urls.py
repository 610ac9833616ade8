from django.urls import path

from events.door.views import badges, door, paper, tables

app_name = "door"
urlpatterns = [
    # Hosts, at the door.
    path("door/", door.door, name="door"),
    path("door/count/", door.count, name="count"),
    path("door/walk-in/", door.walk_in, name="walk_in"),
    path("door/<int:registration>/check-in/", door.check_in, name="check_in"),
    path("door/<int:registration>/undo/", door.undo, name="undo"),
    path("door/<int:registration>/badge.pdf", badges.reprint, name="reprint"),
    # Hosts, the evening before.
    path("paper/", paper.paper, name="paper"),
    path("paper/badges.pdf", badges.badges, name="badges"),
    path("paper/badges/preview/", badges.preview, name="preview"),
    path("paper/badges/<int:number>/replace/", badges.replace, name="replace"),
    path("paper/tables/", tables.tables, name="tables"),
    path("paper/labels/", tables.labels, name="labels"),
    path("paper/labels/<int:label>/forget/", tables.forget_label, name="forget_label"),
    path("paper/<slug:name>.pdf", paper.printed, name="print"),
]
