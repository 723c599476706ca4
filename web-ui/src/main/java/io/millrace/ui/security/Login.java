package io.millrace.ui.security;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** How people prove who they are. */
public enum Login {
  /** They need not: the server answers this machine only. */
  NONE,
  /** By a name and a password of a file: {@code millrace.users}. */
  USERS,
  /** At a provider of OpenID Connect: {@code spring.security.oauth2.client.registration.*}. */
  OPENID;

  static final String USERS_FILE = "millrace.users";

  private static final String REGISTRATIONS = "spring.security.oauth2.client.registration";

  /**
   * The one that is configured.
   *
   * @throws StartRefusedException if both are
   */
  public static Login of(Environment environment) {
    boolean users = StringUtils.hasText(environment.getProperty(USERS_FILE));
    boolean openId =
        Binder.get(environment)
            .bind(REGISTRATIONS, Bindable.mapOf(String.class, Object.class))
            .isBound();
    if (users && openId) {
      throw new StartRefusedException(
          "two logins are configured, a users file and OpenID Connect", "leave one of them out");
    }
    if (openId) {
      return OPENID;
    }
    return users ? USERS : NONE;
  }

  /** The name of the provider, the first where there are several. */
  static String registration(Environment environment) {
    return Binder.get(environment)
        .bind(REGISTRATIONS, Bindable.mapOf(String.class, Object.class))
        .get()
        .keySet()
        .iterator()
        .next();
  }

  /** Whether anybody has to log in. */
  public boolean isOn() {
    return this != NONE;
  }
}
