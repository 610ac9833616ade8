/** Sharing a time out in proportion: the twin of `shares.py`. */

const MINUTE = 60_000;
const SECOND = 1000;

/** A length (ms) shared out in whole minutes, or seconds where it is short; the parts add up to it. */
export function split(length, shares) {
  const whole = shares.reduce((total, share) => total + share, 0);
  const unit = length >= 2 * MINUTE * shares.length ? MINUTE : SECOND;
  let reached = 0;
  const edges = shares.map((share) => {
    reached += share;
    return Math.min(unit * roundEven((length * reached) / (whole * unit)), length);
  });
  const ends = [...edges.slice(0, -1), length];
  return ends.map((end, index) => end - (index ? ends[index - 1] : 0));
}

/** Halves go to the even number, as Python rounds. */
export function roundEven(number) {
  const floor = Math.floor(number);
  const rest = number - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
}
