package io.millrace.ui.security;

import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.spring.security.NavigationAccessControlConfigurer;
import com.vaadin.flow.spring.security.RequestUtil;
import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import io.millrace.ui.runs.Visitor;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Joins what this package has to the server. */
@Configuration(proxyBeanMethods = false)
public class SecurityConfiguration {
  /** Where programs ask; they prove who they are with every request, and cookies count nothing. */
  private static final String PROGRAMS = "/api/**";

  private static final String NOTHING_OF_THE_DEVICE =
      "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

  /** A page asks some dozens of times when it opens, and a few times a second while it works. */
  private static final TokenBuckets REQUESTS = new TokenBuckets(1000, 200, System::nanoTime);

  /** Vaadin ends answers in a way that headers of the last moment miss. */
  private static final ObjectPostProcessor<HeaderWriterFilter> EAGER =
      new ObjectPostProcessor<>() {
        @Override
        public <O extends HeaderWriterFilter> O postProcess(O filter) {
          filter.setShouldWriteHeadersEagerly(true);
          return filter;
        }
      };

  /** What pages look like, that of the login too: nothing of anybody's. */
  private static final String[] LOOKS = {
    "/lumo/**", "/millrace/*.css", "/millrace/*.js", "/millrace/*.svg", "/webjars/**"
  };

  @Bean
  Login login(Environment environment) {
    return Login.of(environment);
  }

  @Bean
  @ConditionalOnMissingBean
  Visitor visitor(Login login) {
    return login.isOn() ? new CurrentVisitor() : Visitor.LOCAL;
  }

  @Bean
  PasswordEncoder passwordEncoder() {
    return UsersFile.encoder();
  }

  /** Nobody, unless there is a users file. */
  @Bean
  UserDetailsService users(Login login, Environment environment) {
    InMemoryUserDetailsManager users = new InMemoryUserDetailsManager();
    if (login == Login.USERS) {
      UsersFile.read(Path.of(environment.getRequiredProperty(Login.USERS_FILE)))
          .hashes()
          .forEach(
              (name, hash) ->
                  users.createUser(User.withUsername(name).password(hash).roles("USER").build()));
    }
    return users;
  }

  @Bean
  LoginThrottle loginThrottle() {
    // Ten wrong ones at once, then two a minute.
    return new LoginThrottle(new TokenBuckets(10, 1 / 30.0, System::nanoTime));
  }

  @Bean
  FilterRegistrationBean<LoginThrottle> throttled(LoginThrottle throttle) {
    return first(new FilterRegistrationBean<>(throttle), 2);
  }

  @Bean
  FilterRegistrationBean<RequestLimits> limited() {
    return first(new FilterRegistrationBean<>(new RequestLimits(REQUESTS)), 1);
  }

  /** With a login no page of another name has anybody's cookies, and people give servers names. */
  @Bean
  FilterRegistrationBean<KnownNamesOnly> known(Login login, Environment environment) {
    String names = environment.getProperty("millrace.names", "").toLowerCase(Locale.ROOT);
    KnownNames known =
        new KnownNames(
            Arrays.stream(names.split(",", -1))
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .collect(Collectors.toUnmodifiableSet()));
    var filter = new FilterRegistrationBean<>(new KnownNamesOnly(known));
    filter.setEnabled(!login.isOn());
    return first(filter, 0);
  }

  private static <T extends FilterRegistrationBean<?>> T first(T filter, int place) {
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + place);
    return filter;
  }

  @Bean
  VaadinServiceInitListener pagePolicy() {
    return service -> service.addIndexHtmlRequestListener(new PagePolicy());
  }

  /** Who is not logged in gets at no view, by whatever way; who is, at each. */
  @Bean
  static NavigationAccessControlConfigurer accessToViews(Environment environment) {
    var configurer = new NavigationAccessControlConfigurer();
    if (!Login.of(environment).isOn()) {
      return configurer.disabled();
    }
    return configurer.withNavigationAccessChecker(
        asked ->
            asked.getPrincipal() != null || asked.getNavigationTarget() == LoginView.class
                ? asked.allow()
                : asked.deny("nobody is logged in"));
  }

  @Bean
  @Order(1)
  SecurityFilterChain programs(HttpSecurity http, Login login, ObjectProvider<JwtDecoder> tokens) {
    secureHeaders(http);
    http.securityMatcher(PROGRAMS)
        .csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable);
    if (!login.isOn()) {
      return http.authorizeHttpRequests(it -> it.anyRequest().permitAll()).build();
    }
    String scheme = login == Login.USERS ? "Basic realm=\"Millrace\", charset=\"UTF-8\"" : "Bearer";
    http.authorizeHttpRequests(
            it ->
                it.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .exceptionHandling(
            it ->
                it.authenticationEntryPoint(
                    (request, response, failure) -> refuse(response, scheme)));
    if (login == Login.USERS) {
      http.httpBasic(
          it ->
              it.authenticationEntryPoint(
                  (request, response, failure) -> refuse(response, scheme)));
    } else if (tokens.getIfAvailable() != null) {
      http.oauth2ResourceServer(it -> it.jwt(Customizer.withDefaults()));
    }
    return http.build();
  }

  private static void refuse(HttpServletResponse response, String scheme) throws IOException {
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, scheme);
    Refusal.write(response, HttpStatus.UNAUTHORIZED, "say who you are: this server has a login");
  }

  @Bean
  @Order(2)
  SecurityFilterChain people(
      HttpSecurity http, Login login, Environment environment, RequestUtil vaadin) {
    secureHeaders(http);
    // Scripts and styles are the same for all; pages say themselves that nobody keeps them.
    http.headers(it -> it.cacheControl(HeadersConfigurer.CacheControlConfig::disable));
    return switch (login) {
      // Nobody is logged in whom a page of another site could abuse; Vaadin's own token stays.
      case NONE ->
          http.authorizeHttpRequests(it -> it.anyRequest().permitAll())
              .csrf(AbstractHttpConfigurer::disable)
              .requestCache(AbstractHttpConfigurer::disable)
              .logout(AbstractHttpConfigurer::disable)
              .build();
      case USERS ->
          ownForms(http, vaadin)
              .with(
                  VaadinSecurityConfigurer.vaadin(),
                  it -> it.loginView(LoginView.class).enableCsrfConfiguration(false))
              .build();
      case OPENID ->
          http.authorizeHttpRequests(it -> it.requestMatchers(LOOKS).permitAll())
              .with(
                  VaadinSecurityConfigurer.vaadin(),
                  it ->
                      it.oauth2LoginPage(
                          "/oauth2/authorization/" + Login.registration(environment)))
              .build();
    };
  }

  /** Every form carries a token, that of the login too; what Vaadin sends has Vaadin's. */
  private static HttpSecurity ownForms(HttpSecurity http, RequestUtil vaadin) {
    return http.authorizeHttpRequests(it -> it.requestMatchers(LOOKS).permitAll())
        .csrf(it -> it.ignoringRequestMatchers(vaadin::isFrameworkInternalRequest));
  }

  private static void secureHeaders(HttpSecurity http) {
    http.headers(
        it ->
            it.withObjectPostProcessor(EAGER)
                .contentSecurityPolicy(csp -> csp.policyDirectives(PagePolicy.STRICT))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(policy -> policy.policy(NOTHING_OF_THE_DEVICE))
                .crossOriginOpenerPolicy(
                    policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .frameOptions(options -> options.deny()));
  }
}
