package io.millrace.ui.api;

import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Joins the interface to the server. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration implements WebMvcConfigurer {
  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new SameOriginOnly());
  }

  @Override
  public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
    resolvers.addFirst(new ApiErrors());
  }

  /** Programs that ask for what is not there get a problem, not the page for people. */
  @Bean
  SimpleUrlHandlerMapping unknownAddresses() {
    HttpRequestHandler refusal =
        (request, response) ->
            ApiErrors.write(
                Problem.of(
                        HttpStatus.NOT_FOUND, "see " + Api.ROOT + "/openapi.json for what is there")
                    .answer(),
                response);
    SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping(Map.of("/api/**", refusal));
    // After the controllers, before the views, which answer everything.
    mapping.setOrder(AFTER_CONTROLLERS);
    return mapping;
  }

  private static final int AFTER_CONTROLLERS = 1;
}
