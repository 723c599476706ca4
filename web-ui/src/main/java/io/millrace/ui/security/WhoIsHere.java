package io.millrace.ui.security;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.server.VaadinSession;
import java.security.Principal;
import org.springframework.security.core.context.SecurityContextHolder;

/** Says who is logged in and logs them out; shows nothing where there is no login. */
public final class WhoIsHere extends Div {

  /** Asks the request that is being answered. */
  public WhoIsHere() {
    VaadinServletRequest request = VaadinServletRequest.getCurrent();
    Principal who = request == null ? null : request.getUserPrincipal();
    setVisible(who != null);
    if (who != null) {
      Button leave = new Button("Log out", VaadinIcon.SIGN_OUT.create(), _ -> leave());
      add(new Span(who.getName()), leave);
    }
  }

  private static void leave() {
    UI.getCurrent().getPage().setLocation("/" + LoginView.PATH);
    SecurityContextHolder.clearContext();
    VaadinSession.getCurrent().getSession().invalidate();
  }
}
