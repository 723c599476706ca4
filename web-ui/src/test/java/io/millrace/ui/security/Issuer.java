package io.millrace.ui.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** A provider of OpenID Connect that knows Ann, and the dashboard as a client. */
final class Issuer implements AutoCloseable {
  static final String CLIENT = "dashboard";
  static final String SECRET = "a-secret-of-the-dashboard";
  static final String PASSWORD = "a long password";

  private final AnnotationConfigServletWebServerApplicationContext context =
      new AnnotationConfigServletWebServerApplicationContext();

  private Issuer(int port) {
    context.registerBean(TomcatServletWebServerFactory.class, () -> server(port));
    context.register(Provider.class);
    context.refresh();
  }

  static Issuer start() {
    return new Issuer(0);
  }

  /**
   * The same at the same address, of this moment. The dashboard changes where all of Spring
   * Security in a process keeps who is logged in, and a provider that started before it is lost.
   */
  Issuer again() {
    int port = port();
    close();
    return new Issuer(port);
  }

  String address() {
    return "http://127.0.0.1:" + port();
  }

  private int port() {
    return Objects.requireNonNull(context.getWebServer()).getPort();
  }

  private static TomcatServletWebServerFactory server(int port) {
    TomcatServletWebServerFactory server = new TomcatServletWebServerFactory(port);
    // Cookies know no ports, and the dashboard has one of the usual name at the same address.
    server.getSettings().getSession().getCookie().setName("ISSUER");
    return server;
  }

  /** What the dashboard has to be told to trust it. */
  Map<String, String> properties() {
    String client = "spring.security.oauth2.client.registration.house.";
    return Map.of(
        client + "client-id",
        CLIENT,
        client + "client-secret",
        SECRET,
        client + "scope",
        "openid",
        "spring.security.oauth2.client.provider.house.issuer-uri",
        address(),
        "spring.security.oauth2.resourceserver.jwt.issuer-uri",
        address());
  }

  @Override
  public void close() {
    context.close();
  }

  /** Not marked as a configuration: the dashboard's own scan must not find it. */
  @EnableWebSecurity
  @EnableWebMvc
  static class Provider {
    @Bean
    DispatcherServlet dispatcherServlet() {
      return new DispatcherServlet();
    }

    @Bean
    @Order(1)
    SecurityFilterChain protocol(HttpSecurity http) {
      return http.oauth2AuthorizationServer(
              it -> {
                http.securityMatcher(it.getEndpointsMatcher());
                it.oidc(Customizer.withDefaults());
              })
          .authorizeHttpRequests(it -> it.anyRequest().authenticated())
          .exceptionHandling(
              it -> it.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
          .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain people(HttpSecurity http) {
      return http.authorizeHttpRequests(it -> it.anyRequest().authenticated())
          .formLogin(Customizer.withDefaults())
          .build();
    }

    @Bean
    UserDetailsService known() {
      return new InMemoryUserDetailsManager(
          User.withUsername("ann").password("{noop}" + PASSWORD).roles("USER").build());
    }

    @Bean
    RegisteredClientRepository clients() {
      return new InMemoryRegisteredClientRepository(
          RegisteredClient.withId("1")
              .clientId(CLIENT)
              .clientSecret("{noop}" + SECRET)
              .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
              .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
              .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
              .redirectUri("http://127.0.0.1:" + OpenIdLoginTest.PORT + "/login/oauth2/code/house")
              .scope("openid")
              .scope("runs")
              .build());
    }

    @Bean
    JWKSource<SecurityContext> keys() throws JOSEException {
      RSAKey key = new RSAKeyGenerator(2048).keyID("1").generate();
      return new ImmutableJWKSet<>(new JWKSet(key));
    }

    @Bean
    JwtDecoder decoder(JWKSource<SecurityContext> keys) {
      return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    @Bean
    AuthorizationServerSettings settings() {
      return AuthorizationServerSettings.builder().build();
    }
  }
}
