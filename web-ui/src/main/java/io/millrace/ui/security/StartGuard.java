package io.millrace.ui.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Refuses to start a server that other machines can reach and that anybody may use. Spring finds
 * this through {@code META-INF/spring.factories}, so that it comes before everything else.
 */
final class StartGuard implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    String address = environment.getProperty("server.address", "");
    if (Login.of(environment).isOn()) {
      // A page that is left open does not keep somebody logged in for ever.
      environment
          .getPropertySources()
          .addLast(new MapPropertySource("login", Map.of("vaadin.close-idle-sessions", "true")));
    } else if (!isThisMachineOnly(address)) {
      throw new StartRefusedException(
          "without a login the dashboard answers this machine only, not "
              + (address.isBlank() ? "every address" : address),
          "give it users: up --users FILE --add-user NAME, then --users FILE beside --host;"
              + " or configure OpenID Connect: --config FILE");
    }
  }

  private static boolean isThisMachineOnly(String address) {
    try {
      return StringUtils.hasText(address) && InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new StartRefusedException(
          "there is no address '" + address + "'", "give --host an address of this machine");
    }
  }
}
