/** Who may open what was sealed is checked; nothing is hidden, so that no schedule spends its time on that. */
export function createSimulatedCrypto(nextId: () => number): Crypto {
  const boundTo = new WeakMap<ArrayBuffer, string>();
  const textOf = (data: BufferSource | undefined): string => new TextDecoder().decode(data);
  const subtle = {
    generateKey: async () => ({}),
    async encrypt({ additionalData }: AesGcmParams, _key: CryptoKey, data: Uint8Array<ArrayBuffer>) {
      boundTo.set(data.buffer, textOf(additionalData));
      return data.buffer;
    },
    async decrypt({ additionalData }: AesGcmParams, _key: CryptoKey, data: ArrayBuffer) {
      if (boundTo.get(data) !== textOf(additionalData)) throw new DOMException('', 'OperationError');
      return data;
    },
  };
  const crypto = { subtle, getRandomValues: (array: unknown) => array, randomUUID: () => `nonce ${nextId()}` };
  return crypto as unknown as Crypto;
}
