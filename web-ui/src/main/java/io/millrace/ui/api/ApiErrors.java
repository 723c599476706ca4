package io.millrace.ui.api;

import static java.lang.System.Logger.Level.ERROR;

import io.millrace.ui.runs.FullQueueException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers what is refused, or went wrong, with a {@link Problem}; leaves other pages alone. */
final class ApiErrors implements HandlerExceptionResolver {
  private static final System.Logger LOG = System.getLogger(ApiErrors.class.getName());

  /** Seconds until a full queue may have room: the shortest searches take about that long. */
  private static final int PATIENCE = 10;

  /** Whether a request is answered by this package. */
  static boolean isOurs(HandlerMethod method) {
    return method.getBeanType().getPackage().equals(ApiErrors.class.getPackage());
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception exception) {
    boolean ours =
        handler instanceof HandlerMethod method
            ? isOurs(method)
            : request.getServletPath().startsWith(Api.ROOT + "/");
    if (!ours || response.isCommitted()) {
      return null;
    }
    write(problem(exception).answer(), response);
    return new ModelAndView();
  }

  private static Problem problem(Exception exception) {
    return switch (exception) {
      case ProblemException refused -> refused.problem();
      case FullQueueException full ->
          Problem.of(HttpStatus.TOO_MANY_REQUESTS, String.valueOf(full.getMessage()))
              .retryAfter(PATIENCE);
      // What Spring finds wrong before anybody of us is asked, such as a method that is not there.
      case ErrorResponse refused ->
          new Problem(
              refused.getStatusCode(),
              String.valueOf(refused.getBody().getDetail()),
              List.of(),
              refused.getHeaders());
      case MethodArgumentTypeMismatchException wrong ->
          Problem.of(
              HttpStatus.BAD_REQUEST, wrong.getName() + " is not what the description says it is");
      // Forms are read before it is known that nobody here takes any.
      case MultipartException form ->
          Problem.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "the request must be application/json");
      default -> {
        LOG.log(ERROR, "a request failed", exception);
        yield Problem.of(
            HttpStatus.INTERNAL_SERVER_ERROR, "a mistake of Millrace; its log has more");
      }
    };
  }

  /** Writes an answer that no controller returned. */
  static void write(ResponseEntity<String> answer, HttpServletResponse response) {
    response.setStatus(answer.getStatusCode().value());
    answer
        .getHeaders()
        .forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
    try {
      byte[] bytes = String.valueOf(answer.getBody()).getBytes(StandardCharsets.UTF_8);
      response.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
