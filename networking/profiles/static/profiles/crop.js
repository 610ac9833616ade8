// A picture is cut to a square before it leaves the device: dragged, enlarged, or moved by keys.
// What the browser can't draw is sent as it is, and the server says what is wrong with it.

const SIDE = 640;
const HEAVY = 10 * 1024 * 1024;
const DRAWN = ["image/jpeg", "image/png", "image/webp", "image/gif"];

const dialog = document.querySelector("[data-crop]");
const canvas = dialog?.querySelector("[data-crop-canvas]");
const zoom = dialog?.querySelector("[data-crop-zoom]");
let picture = null;
let input = null;
// The middle of what is seen, in shares of the picture.
let middle = { x: 0.5, y: 0.5 };

const clamp = (value, least, most) => Math.min(most, Math.max(least, value));

/** The square of the picture that is seen: its corner and its side, in the picture's own pixels. */
export function square({ width, height }, { x, y }, enlarged) {
  const side = Math.min(width, height) / Math.max(1, enlarged);
  return {
    left: clamp(x * width - side / 2, 0, width - side),
    top: clamp(y * height - side / 2, 0, height - side),
    side,
  };
}

function seen() {
  return square(picture, middle, Number(zoom.value));
}

function draw() {
  const { left, top, side } = seen();
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.clearRect(0, 0, SIDE, SIDE);
  pen.drawImage(picture, left, top, side, side, 0, 0, SIDE, SIDE);
}

// By shares of what is seen, so that the picture follows the finger at any size.
function move(across, down) {
  const { left, top, side } = seen();
  middle = {
    x: clamp((left + side / 2 + across * side) / picture.width, 0, 1),
    y: clamp((top + side / 2 + down * side) / picture.height, 0, 1),
  };
  draw();
}

function send(blob) {
  if (blob) {
    const cut = new DataTransfer();
    cut.items.add(new File([blob], "picture.jpg", { type: blob.type }));
    input.files = cut.files;
  }
  input.closest("[data-face]").dispatchEvent(new CustomEvent("cut"));
}

async function chosen(event) {
  input = event.target;
  const [file] = input.files;
  if (!file) return;
  if (!DRAWN.includes(file.type) || file.size > HEAVY) return send(null);
  try {
    picture = await createImageBitmap(file);
  } catch {
    return send(null);
  }
  middle = { x: 0.5, y: 0.5 };
  zoom.value = "1";
  draw();
  dialog.showModal();
  canvas.focus();
}

function forget() {
  picture?.close();
  picture = null;
}

if (dialog) {
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-face] input[type=file]")) chosen(event);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-choose]");
    button?.closest("[data-face]").querySelector("input[type=file]").click();
  });
  zoom.addEventListener("input", draw);
  canvas.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [-0.05, 0], ArrowRight: [0.05, 0], ArrowUp: [0, -0.05], ArrowDown: [0, 0.05] };
    const nearer = { "+": 0.1, "=": 0.1, "-": -0.1 }[event.key];
    if (steps[event.key]) {
      event.preventDefault();
      move(...steps[event.key]);
    } else if (nearer) {
      zoom.value = String(Number(zoom.value) + nearer);
      draw();
    }
  });
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    let last = event;
    const drag = (next) => {
      const wide = canvas.getBoundingClientRect().width;
      move((last.clientX - next.clientX) / wide, (last.clientY - next.clientY) / wide);
      last = next;
    };
    canvas.addEventListener("pointermove", drag);
    canvas.addEventListener("lostpointercapture", () => canvas.removeEventListener("pointermove", drag), { once: true });
  });
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      zoom.value = String(Number(zoom.value) - Math.sign(event.deltaY) * 0.1);
      draw();
    },
    { passive: false },
  );
  dialog.querySelector("[data-crop-done]").addEventListener("click", () => {
    canvas.toBlob(
      (blob) => {
        dialog.close("done");
        send(blob);
      },
      "image/jpeg",
      0.92,
    );
  });
  dialog.querySelector("[data-crop-cancel]").addEventListener("click", () => dialog.close("cancel"));
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "done" && input) input.value = "";
    dialog.returnValue = "";
    forget();
    input?.closest("[data-face]")?.querySelector("[data-choose]").focus();
  });
}
