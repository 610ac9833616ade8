/**
 * The code of a badge, from whatever reads it: a camera gives the badge's address, a hand scanner
 * types it, key by key, often onto a keyboard of another country.
 */

const ADDRESS = /\/b\/([\w-]{20,32})\/?$/;

// What stands on a French keyboard where a scanner believes it types on an American one.
const AMERICAN = "qwertyuiop[]asdfghjkl;'zxcvbnm,./1234567890-=QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?!@#$%^&*()_+";
const FRENCH = "azertyuiop^$qsdfghjklmùwxcvbn,;:!&é\"'(-è_çà)=AZERTYUIOP¨£QSDFGHJKLM%WXCVBN?./§1234567890°+";
const BACK = new Map([...FRENCH].map((key, place) => [key, AMERICAN[place]]));

/** The code in `text`, or "" if it is no badge's address. */
export function codeIn(text) {
  const said = text.trim();
  const found = ADDRESS.exec(said) ?? ADDRESS.exec([...said].map((key) => BACK.get(key) ?? key).join(""));
  return found?.[1] ?? "";
}

/** By what a device knows a code: half of its SHA-256; "" where the page isn't secure. */
export async function digestOf(code) {
  if (!globalThis.crypto?.subtle) return "";
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(code));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 32);
}
