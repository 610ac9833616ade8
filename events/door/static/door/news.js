/** What happened that somebody should know and may not have seen: it stays until it is put away. */

import { get, put } from "../web/js/kept.js";
import { token } from "../web/js/token.js";
import { sentence } from "./rows.js";

const MOST = 50;

export class News {
  items = [];
  pinned = null;
  place = document.getElementById("news");

  constructor(key, until) {
    Object.assign(this, { key, until });
  }

  /** What was told before a reload. */
  async read() {
    this.items = (await get(this.key)) ?? [];
    this.draw();
  }

  /** Say something: `kind` "good" for good news; `link` leads on; `fields` can be mended. */
  async add(words, { kind = "warning", link = null, fields = null, errors = null } = {}) {
    // Good news leaves with the next; what went wrong stays.
    this.items = this.items.filter((item) => item.kind !== "good");
    this.items.unshift({ words, kind, link, fields, errors });
    this.items.length = Math.min(this.items.length, MOST);
    this.draw();
    await put(this.key, this.items, this.until);
  }

  async remove(item) {
    this.items = this.items.filter((each) => each !== item);
    this.draw();
    await put(this.key, this.items, this.until);
  }

  /** Say something above all else, as long as it is so. */
  pin(words, link = null) {
    this.pinned = { words, kind: "warning", link };
    this.draw();
  }

  unpin() {
    if (this.pinned === null) return;
    this.pinned = null;
    this.draw();
  }

  draw() {
    const all = [...(this.pinned ? [this.pinned] : []), ...this.items];
    this.place.hidden = !all.length;
    this.place.replaceChildren(...all.map((item) => this.notice(item)));
  }

  notice(item) {
    const notice = document.createElement("div");
    notice.className = `door__told door__told--${item.kind}`;
    const words = document.createElement("p");
    words.textContent = item.words;
    const actions = document.createElement("span");
    actions.className = "cluster cluster--tight";
    notice.append(words, actions);
    if (item.link) actions.append(item.kind === "good" ? printer(item.link) : made("a", item.link.words, { href: item.link.href }));
    if (item.fields) {
      const mend = made("button", sentence("Mend"), { type: "button" });
      mend.addEventListener("click", () => {
        document.dispatchEvent(new CustomEvent("door:mend", { detail: item }));
        this.remove(item);
      });
      actions.append(mend);
    }
    if (item !== this.pinned) {
      const away = made("button", sentence("Understood"), { type: "button" });
      away.classList.add("button--quiet");
      away.addEventListener("click", () => this.remove(item));
      actions.append(away);
    }
    return notice;
  }
}

/** A button that prints: what is printed is noted, so it is no link. */
function printer({ href, words }) {
  const form = Object.assign(document.createElement("form"), { method: "post", action: href, target: "_blank" });
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "csrfmiddlewaretoken", value: token() }));
  form.append(made("button", words, { type: "submit" }));
  return form;
}

function made(name, words, attributes) {
  const element = Object.assign(document.createElement(name), attributes);
  element.className = "button button--small";
  element.textContent = words;
  return element;
}
