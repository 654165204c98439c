const ALPHABET = "0123456789abcdefghijklmnopqrstuv";
const LENGTH = 20;

/** A name that nobody else has: 100 random bits. */
export function newId(): string {
  const bytes = new Uint8Array(LENGTH);
  crypto.getRandomValues(bytes);
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join("");
}
