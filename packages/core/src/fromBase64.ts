/**
 * The bytes of a base64 text.
 * @throws DOMException when it is none. It does not quote the text.
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
