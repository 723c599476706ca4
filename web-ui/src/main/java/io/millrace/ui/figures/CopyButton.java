package io.millrace.ui.figures;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.icon.VaadinIcon;

/**
 * Puts a text on the clipboard. The browser does it by itself: it lets pages do so only while it
 * handles a click.
 */
public final class CopyButton extends Button {

  /** Copies a text. */
  public CopyButton(String label, String text) {
    this(label, "$0", text);
  }

  private CopyButton(String label, String expression, String text) {
    super(label, VaadinIcon.COPY_O.create());
    addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
    getElement()
        .executeJs(
            """
            this.addEventListener('click', () => {
              navigator.clipboard?.writeText(%s).then(() => {
                const label = this.lastChild;
                const before = label.textContent;
                label.textContent = 'Copied';
                setTimeout(() => label.textContent = before, 1500);
              });
            });
            """
                .formatted(expression),
            text);
  }

  /** Copies the address of the page. */
  public static CopyButton ofAddress(String label) {
    return new CopyButton(label, "window.location.href", "");
  }
}
