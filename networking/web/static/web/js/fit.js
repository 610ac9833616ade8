// Names at 15 m: as large as they fit. Steps down from the size in the style sheet until the words
// stand within their place, and never below `least` of it.

/** Shrink `element`'s type until it overflows neither itself nor `place` (its parent by default). */
export function fit(element, { place = element.parentElement, least = 0.45 } = {}) {
  element.style.fontSize = "";
  const full = parseFloat(getComputedStyle(element).fontSize);
  const room = place.getBoundingClientRect();
  for (let share = 1; share >= least; share -= 0.05) {
    element.style.fontSize = `${full * share}px`;
    const inside = element.scrollWidth <= element.clientWidth + 1 && place.scrollHeight <= room.height + 1;
    if (inside) return share;
  }
  return least;
}
