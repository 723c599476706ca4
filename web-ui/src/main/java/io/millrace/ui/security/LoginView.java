package io.millrace.ui.security;

import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;

/** Asks for a name and a password, where the server has a users file. */
@Route(value = LoginView.PATH, autoLayout = false)
@PageTitle("Log in")
@AnonymousAllowed
public final class LoginView extends Main implements BeforeEnterObserver {
  static final String PATH = "login";

  private final LoginForm form = new LoginForm(texts());

  /** Shows the form, which the browser sends to the server itself. */
  public LoginView() {
    addClassName("login-view");
    getStyle().set("display", "grid").set("place-items", "center").set("min-height", "100%");
    form.setAction(PATH);
    form.setForgotPasswordButtonVisible(false);
    form.getElement().setAttribute("no-autofocus", false);
    add(form);
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
    form.setError(event.getLocation().getQueryParameters().getParameters().containsKey("error"));
  }
}
