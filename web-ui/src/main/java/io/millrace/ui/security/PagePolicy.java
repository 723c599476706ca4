package io.millrace.ui.security;

import com.vaadin.flow.server.communication.IndexHtmlRequestListener;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import java.security.SecureRandom;
import java.util.Base64;
import org.jsoup.nodes.Element;

/**
 * Tells browsers what a page may do (Content Security Policy Level 3): nothing but what this server
 * sends. Only scripts that carry the page's own nonce run in the page, so that a text that gets
 * into it by a mistake of ours stays a text. Vaadin makes functions of texts that it sends, and
 * sets styles of elements: both have to be allowed.
 */
final class PagePolicy implements IndexHtmlRequestListener {
  static final String HEADER = "Content-Security-Policy";

  /** Of all answers that are no page. */
  static final String STRICT = "default-src 'none'; frame-ancestors 'none'";

  private static final long serialVersionUID = 1;
  private static final int NONCE_BYTES = 18;

  private static final String POLICY =
      "default-src 'self'; script-src 'self' 'nonce-%s' 'unsafe-eval';"
          + " style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:;"
          + " connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self';"
          + " frame-ancestors 'none'";

  private final SecureRandom random = new SecureRandom();

  @Override
  public void modifyIndexHtmlResponse(IndexHtmlResponse response) {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = Base64.getEncoder().encodeToString(bytes);
    for (Element script : response.getDocument().select("script")) {
      script.attr("nonce", nonce);
    }
    response.getVaadinResponse().setHeader(HEADER, POLICY.formatted(nonce));
    response.getVaadinResponse().setHeader("Cache-Control", "no-store");
  }
}
