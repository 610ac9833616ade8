// The ring runs from anchors, never from ticks: it is told when its time ends and how long it is,
// and whenever it is drawn it shows what is left at that instant. A sleeping tab wakes up right.
//
//   const ring = mount(element, { now });                  `now()` is the server's time in ms
//   ring.run({ endsAt, duration, amberAt: 15000 });        ms since 1970, ms
//   ring.pause({ left, duration });  ring.rest({ share, text });
//
// In a page, without a script of one's own:
//   <div data-ring data-ends-at="…" data-duration="…" data-amber-at="15000">{% ring … %}</div>

const REDUCED = matchMedia("(prefers-reduced-motion: reduce)");
// As many steps make one turn of a ring look even. A phone shows one for two hours on one charge,
// so it isn't drawn at every frame of the screen, only when something moved far enough to be seen.
const STEPS = 3000;
const SMOOTH_MS = 33;
const STEADY_MS = 100;
const running = new Set();
let frame = 0;

function step() {
  frame = 0;
  let wait = Infinity;
  for (const ring of running) wait = Math.min(wait, ring.paint());
  if (running.size) frame = setTimeout(step, wait);
}

function start(ring) {
  running.add(ring);
  if (!frame) step();
}

/** Milliseconds as a clock says them. A second is shown until it is wholly over. */
export function clock(ms) {
  const whole = Math.ceil(ms / 1000);
  const left = Math.abs(whole);
  const hours = Math.floor(left / 3600);
  const minutes = Math.floor((left % 3600) / 60);
  const seconds = String(left % 60).padStart(2, "0");
  const sign = whole < 0 ? "−" : "";
  return hours ? `${sign}${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${sign}${minutes}:${seconds}`;
}

/** Seconds alone, for one person's minute: 13, 0, −7. */
export function seconds(ms) {
  const whole = Math.ceil(ms / 1000);
  return whole < 0 ? `−${-whole}` : String(whole);
}

class Ring {
  constructor(element, { now = () => Date.now(), format = clock, onTone = () => {} } = {}) {
    this.element = element;
    this.value = element.querySelector(".ring__value");
    this.text = element.querySelector(".ring__text");
    this.sub = element.querySelector(".ring__sub");
    this.now = now;
    this.format = format;
    this.onTone = onTone;
    this.tone = "";
    // A clock is not read out at every second; who listens hears the page's own announcements.
    element.setAttribute("role", "timer");
    element.setAttribute("aria-live", "off");
  }

  /** Run down to `endsAt`. Amber from `amberAt` ms before it, coral at it and after. */
  run({ endsAt, duration, amberAt = 0, format = this.format }) {
    this.anchor = { endsAt, duration: Math.max(1, duration), amberAt };
    this.format = format;
    this.element.classList.remove("ring--paused");
    start(this);
    return this;
  }

  /** Stand still with `left` ms to go. */
  pause({ left, duration, amberAt = 0 }) {
    running.delete(this);
    this.element.classList.add("ring--paused");
    this.show(left, Math.max(1, duration), amberAt);
    return this;
  }

  /** Show a share (0–1) and a text, without a clock. */
  rest({ share = 0, text = "", tone = "accent" } = {}) {
    running.delete(this);
    this.element.classList.remove("ring--paused");
    this.fill(share);
    this.write(text);
    this.colour(tone);
    return this;
  }

  /** Show what is left now; return in how many ms there is something new to show. */
  paint() {
    const { endsAt, duration, amberAt } = this.anchor;
    const left = endsAt - this.now();
    this.show(left, duration, amberAt);
    // The figure changes on the second; with reduced motion, as a clock's hand that jumps, all does.
    const second = Math.ceil(left - 1000 * (Math.ceil(left / 1000) - 1));
    const move = Math.min(STEADY_MS, Math.max(SMOOTH_MS, duration / STEPS));
    return REDUCED.matches ? second : Math.min(second, move);
  }

  show(left, duration, amberAt) {
    this.fill(left / duration);
    this.write(this.format(left));
    this.colour(left <= 0 ? "coral" : left <= amberAt ? "amber" : "leaf");
  }

  fill(share) {
    const held = Math.min(1, Math.max(0, share));
    this.element.classList.toggle("ring--empty", held === 0);
    // An arc that begins at noon: a dash of the whole circle, drawn back by what is gone.
    this.value.style.strokeDasharray = "100 100";
    this.value.style.strokeDashoffset = String(100 - held * 100);
  }

  write(text) {
    if (!this.text || this.text.textContent === text) return;
    this.text.textContent = text;
    this.text.dataset.length = String(text.length);
  }

  /** Words below the figure. */
  say(words) {
    if (this.sub && this.sub.textContent !== words) this.sub.textContent = words;
  }

  colour(tone) {
    if (tone === this.tone) return;
    for (const each of ["accent", "leaf", "amber", "coral"]) {
      this.element.classList.toggle(`ring--${each}`, each === tone);
    }
    const before = this.tone;
    this.tone = tone;
    this.onTone(tone, before);
  }

  stop() {
    running.delete(this);
  }
}

/** A ring that `{% ring %}` drew, ready to run. `element` is the ring or something around it. */
export function mount(element, options) {
  return new Ring(element.matches(".ring") ? element : element.querySelector(".ring"), options);
}

/** Start the rings whose anchors stand in the page. */
export function mountAll(root) {
  for (const place of root.querySelectorAll("[data-ring]:not([data-mounted])")) {
    place.dataset.mounted = "yes";
    mount(place).run({
      endsAt: Number(place.dataset.endsAt),
      duration: Number(place.dataset.duration),
      amberAt: Number(place.dataset.amberAt || 0),
    });
  }
}
