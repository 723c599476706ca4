package io.millrace.model.quantity;

/** A text that is no quantity of the expected kind; the message quotes the text. */
public final class QuantityFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  QuantityFormatException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /** How to write it right, for the reader of the message. */
  public String hint() {
    return hint;
  }
}
