package io.invitebridge.rtm.token;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads a token's fields: little-endian numbers, and strings with a 16-bit length before them.
 * Reading past the end throws {@link BufferUnderflowException}.
 */
final class TokenBytes {
  private final ByteBuffer bytes;

  TokenBytes(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  int u16() {
    return Short.toUnsignedInt(bytes.getShort());
  }

  long u32() {
    return Integer.toUnsignedLong(bytes.getInt());
  }

  byte[] string() {
    int length = u16();
    if (length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] value = new byte[length];
    bytes.get(value);
    return value;
  }

  String text() {
    return new String(string(), StandardCharsets.UTF_8);
  }

  byte[] rest() {
    byte[] value = new byte[bytes.remaining()];
    bytes.duplicate().get(value);
    return value;
  }
}
