/**
 * Reading codes: by the camera where the browser can read them, else by a photograph that the
 * server reads.
 */

import { token } from "../web/js/token.js";

const LOOK_MS = 180;
let detector = null;

/** A camera's picture in `video`; every code in it is handed to `read`, again and again. */
export class Camera {
  timer = 0;

  constructor(video, read) {
    Object.assign(this, { video, read });
  }

  /** Begin to look; false where this device can't. */
  async open() {
    if (!(await canRead()) || !(await this.film())) return false;
    this.looking = true;
    this.look();
    return true;
  }

  close() {
    this.looking = false;
    clearTimeout(this.timer);
    for (const track of this.video.srcObject?.getTracks() ?? []) track.stop();
    this.video.srcObject = null;
  }

  async film() {
    try {
      this.video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      await this.video.play();
      return true;
    } catch {
      return false;
    }
  }

  async look() {
    detector ??= new BarcodeDetector({ formats: ["qr_code"] });
    const found = await detector.detect(this.video).catch(() => []);
    for (const { rawValue } of found) if (this.looking) await this.read(rawValue);
    if (this.looking) this.timer = setTimeout(() => this.look(), LOOK_MS);
  }
}

async function canRead() {
  if (!globalThis.BarcodeDetector) return false;
  return (await BarcodeDetector.getSupportedFormats()).includes("qr_code");
}

/** What the server reads on a photograph: `{codes}`, or `{error}` in words. Throws without network. */
export async function readPhotograph(url, picture) {
  const body = new FormData();
  body.append("photo", await smaller(picture));
  const response = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": token() } });
  return response.json();
}

/** A code needs few pixels, and a hall has little network. */
async function smaller(picture, most = 1280) {
  try {
    const image = await createImageBitmap(picture);
    const scale = Math.min(1, most / Math.max(image.width, image.height));
    const canvas = new OffscreenCanvas(image.width * scale, image.height * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: "image/jpeg", quality: 0.8 });
  } catch {
    return picture;
  }
}
