/**
 * Text as people look for it: lower case, no accents, letters and digits only. As the server folds
 * it (`networking.text.fold`), for all that stands in a name.
 */

const LETTERS = { ł: "l", ø: "o", đ: "d", ð: "d", ħ: "h", ı: "i", œ: "oe", æ: "ae", þ: "th", ß: "ss" };

export function fold(text) {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[łøđðħıœæþß]/g, (letter) => LETTERS[letter])
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
