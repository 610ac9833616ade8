// The bell: a struck bowl, two partials, a second and a half. And a short wooden tick for cues.
// Both are drawn by the device itself, and struck by the audio clock, so they can be set ahead and
// sound on time even while the page is busy. Browsers want a tap before the first sound: `arm()`.

let audio = null;

/** Make sound possible; call it in a tap. Calling it again wakes what a phone call has put to sleep. */
export async function arm() {
  audio ??= new (window.AudioContext || window.webkitAudioContext)();
  if (audio.state !== "running") await audio.resume();
  return audio.state === "running";
}

/** Whether the bell can sound now. */
export function armed() {
  return audio?.state === "running";
}

// When on the audio clock: `at` is ms from now by the caller's reckoning, none means now.
function when(at) {
  return audio.currentTime + Math.max(0, (at ?? 0) / 1000);
}

function partial(frequency, loudness, begins, lasts) {
  const tone = audio.createOscillator();
  const gain = audio.createGain();
  tone.frequency.value = frequency;
  gain.gain.setValueAtTime(0, begins);
  gain.gain.linearRampToValueAtTime(loudness, begins + 0.006);
  gain.gain.exponentialRampToValueAtTime(0.0004, begins + lasts);
  tone.connect(gain).connect(audio.destination);
  tone.start(begins);
  tone.stop(begins + lasts + 0.05);
  return tone;
}

function struck(tones) {
  return () => tones.forEach((tone) => tone.stop());
}

/** Strike the bowl in `at` ms. Returns a function that takes it back; nothing happens unarmed. */
export function bell(at) {
  if (!armed()) return () => {};
  const begins = when(at);
  return struck([partial(528, 0.42, begins, 1.5), partial(528 * 2.74, 0.16, begins, 0.9)]);
}

/** Tap the wood in `at` ms. Returns a function that takes it back. */
export function tick(at) {
  if (!armed()) return () => {};
  const begins = when(at);
  return struck([partial(1180, 0.3, begins, 0.05), partial(2360, 0.1, begins, 0.03)]);
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden && audio && audio.state !== "running") audio.resume();
});
