// The limits that are checked before anything is sent; the bridge checks them again.

/** Content, response and the info of a hang-up, in bytes of UTF-8. */
export const TEXT_BYTES = 8 * 1024;
/** What the app sends beside the content, in bytes of UTF-8. */
export const DATA_BYTES = 2 * 1024;
/** The longest time to arrive, in seconds. */
export const DELIVERY_SECONDS = 30;
/** The longest time to ring, in seconds. */
export const RING_SECONDS = 179;
/** A channel id, in bytes of UTF-8. */
export const CHANNEL_ID_BYTES = 64;
/** A message to a peer: text or bytes, and description. */
export const MESSAGE_BYTES = 32 * 1024;
/** The same with JSON's escapes, so that a frame stays below the 64 KB that the bridge takes. */
export const ESCAPED_MESSAGE_BYTES = 64 * 1024 - 512;
/** Users in one query for their presence. */
export const QUERY_PEERS = 256;
/** Users whose presence is subscribed to. */
export const SUBSCRIBED_PEERS = 512;

const USER_ID = /^(?! )[a-zA-Z0-9 !#$%&()+\-:;<=.>?@[\]^_{}|~,]{1,64}$/;

export function isUserId(id: unknown): id is string {
  return typeof id === "string" && USER_ID.test(id) && id !== "null";
}

export function areUserIds(ids: unknown, most: number): ids is string[] {
  return Array.isArray(ids) && ids.length > 0 && ids.length <= most && ids.every(isUserId);
}

/** Whether this is a text of at most so many bytes of UTF-8. */
export function fits(text: unknown, bytes: number): text is string {
  return typeof text === "string" && text.length <= bytes && utf8Length(text) <= bytes;
}

/** A surrogate without its partner counts three bytes, as what encoders put in its place. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
