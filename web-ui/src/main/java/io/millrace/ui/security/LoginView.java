package io.millrace.ui.security;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import org.springframework.core.env.Environment;

/**
 * Asks for a name and a password, where the server has a users file; elsewhere it leads to the
 * provider, and is where those come who have logged out or whom the provider has not let in.
 */
@Route(value = LoginView.PATH, autoLayout = false)
@PageTitle("Log in")
@AnonymousAllowed
public final class LoginView extends Main implements BeforeEnterObserver {
  static final String PATH = "login";

  /** Where Spring Security sends people on to a provider, whose name follows. */
  static final String PROVIDERS = "oauth2/authorization/";

  private final LoginForm form = new LoginForm(texts());
  private final Paragraph refused = new Paragraph("You are not logged in: the provider refused.");

  /** Shows the form, which the browser sends to the server itself, or the way to the provider. */
  public LoginView(Environment environment) {
    addClassName("login-view");
    getStyle().set("display", "grid").set("place-items", "center").set("min-height", "100%");
    if (Login.of(environment) == Login.OPENID) {
      add(provider(PROVIDERS + Login.registration(environment)));
      return;
    }
    form.setAction(PATH);
    form.setForgotPasswordButtonVisible(false);
    form.getElement().setAttribute("no-autofocus", false);
    add(form);
  }

  private Div provider(String address) {
    refused.addClassName("error");
    refused.getElement().setAttribute("role", "alert");
    Anchor there = new Anchor(address, "Log in");
    there.setRouterIgnore(true);
    return new Div(new H1("Millrace"), refused, there);
  }

  private static LoginI18n texts() {
    LoginI18n texts = LoginI18n.createDefault();
    texts.getForm().setTitle("Millrace");
    texts.getForm().setUsername("Name");
    texts.getForm().setSubmit("Log in");
    texts.getErrorMessage().setTitle("Not logged in");
    texts.getErrorMessage().setMessage("The name or the password is wrong.");
    return texts;
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    boolean failed = event.getLocation().getQueryParameters().getParameters().containsKey("error");
    form.setError(failed);
    refused.setVisible(failed);
  }
}
