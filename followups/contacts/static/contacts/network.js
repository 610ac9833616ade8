// A picture wider than the phone is first seen in its middle, where one sits oneself.

for (const picture of document.querySelectorAll(".network__picture")) {
  picture.scrollLeft = (picture.scrollWidth - picture.clientWidth) / 2;
}
