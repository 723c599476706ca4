package io.millrace.model.input;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Decodes the only encoding that is read, strictly: a wrong byte is an issue, not a wrong letter.
 */
final class Utf8 {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private Utf8() {}

  static Parsed<String> decode(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    out.flip();
    if (result.isError()) {
      return refusal(out, "byte 0x%02X is not UTF-8".formatted(bytes[in.position()]));
    }
    String text = out.toString();
    int nothing = text.indexOf(0);
    return nothing < 0
        ? new Parsed.Valid<>(withoutMark(text))
        : refusal(text.substring(0, nothing), "byte 0x00 is in no text");
  }

  private static Parsed<String> refusal(CharSequence before, String message) {
    long line = 1 + before.chars().filter(it -> it == '\n').count();
    return new Parsed.Invalid<>(
        List.of(new Issue("line " + line, message, "give a text file, saved as UTF-8")));
  }

  private static String withoutMark(String text) {
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }
}
