package io.millrace.ui.plan;

import java.util.ArrayList;
import java.util.List;

/** What a text was, so that changes can be taken back and made again. */
final class EditHistory {
  private static final int LONGEST = 100;

  private final List<String> texts = new ArrayList<>();
  private int now = -1;

  /** Remembers a text; what had been taken back before it is forgotten. */
  void remember(String text) {
    if (now >= 0 && texts.get(now).equals(text)) {
      return;
    }
    texts.subList(now + 1, texts.size()).clear();
    texts.add(text);
    if (texts.size() > LONGEST) {
      texts.removeFirst();
    }
    now = texts.size() - 1;
  }

  boolean canUndo() {
    return now > 0;
  }

  boolean canRedo() {
    return now < texts.size() - 1;
  }

  /** The text before; to be asked only where there is one. */
  String undo() {
    now--;
    return texts.get(now);
  }

  /** The text after; to be asked only where there is one. */
  String redo() {
    now++;
    return texts.get(now);
  }
}
