package io.millrace.ui.detail;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.server.VaadinSession;
import io.millrace.model.input.InvalidInputException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleConsumer;
import java.util.function.Function;

/**
 * Something that takes seconds to find and is asked for by a button: it waits for its turn, shows
 * how far it is, ends when nobody looks any more, and is kept for the visitor's session.
 */
public final class OnDemand extends Div {
  private static final System.Logger LOG = System.getLogger(OnDemand.class.getName());

  /** Questions of all visitors at a time: those that search take all cores by themselves. */
  private static final int AT_A_TIME = 2;

  private static final ExecutorService THREADS =
      Executors.newFixedThreadPool(
          AT_A_TIME, Thread.ofPlatform().daemon().name("question-", 0).factory());

  private final Button ask = new Button();
  private final Button cancel = new Button("Cancel");
  private final ProgressBar progress = new ProgressBar();
  private final Paragraph problem = new Paragraph();
  private final Div answer = new Div();
  private final AtomicBoolean asking = new AtomicBoolean();
  private AtomicBoolean cancelled = new AtomicBoolean();

  /**
   * What is to be found.
   *
   * @param <T> the answer
   */
  @FunctionalInterface
  public interface Question<T> {
    /** Finds it; passes the share that is done on, and whatever that throws. */
    T ask(DoubleConsumer progress);
  }

  /** With a button that asks. */
  public OnDemand(String label) {
    addClassName("on-demand");
    ask.setText(label);
    ask.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    cancel.addThemeVariants(ButtonVariant.LUMO_ERROR, ButtonVariant.LUMO_SMALL);
    cancel.addClickListener(click -> stop());
    progress.getElement().setAttribute("aria-label", "How far it is");
    problem.addClassName("error");
    problem.getElement().setAttribute("role", "alert");
    answer.addClassName("page");
    add(ask, progress, cancel, problem, answer);
    show(false);
  }

  /** Without its button, where the page asks by itself. */
  public OnDemand withoutButton() {
    ask.setVisible(false);
    return this;
  }

  /** What the button asks. */
  public void onAsk(Runnable question) {
    ask.addClickListener(click -> question.run());
  }

  /** Shows the answer that the session has, if it has one. */
  public <T> void recall(String key, Class<T> type, Function<T, Component> panel) {
    Object kept = VaadinSession.getCurrent().getAttribute(name(key));
    if (type.isInstance(kept)) {
      answered(panel.apply(type.cast(kept)));
    }
  }

  /** Asks, unless the session has the answer. */
  public <T> void start(
      String key, Class<T> type, Question<T> question, Function<T, Component> panel) {
    UI ui = UI.getCurrent();
    VaadinSession session = VaadinSession.getCurrent();
    if (type.isInstance(session.getAttribute(name(key)))) {
      recall(key, type, panel);
      return;
    }
    AtomicBoolean mine = new AtomicBoolean();
    cancelled = mine;
    show(true);
    THREADS.execute(
        () -> {
          try {
            T found = question.ask(share -> advance(ui, mine, share));
            tell(
                ui,
                mine,
                () -> {
                  session.setAttribute(name(key), found);
                  answered(panel.apply(found));
                });
          } catch (CancellationException e) {
            tell(ui, mine, () -> show(false));
          } catch (InvalidInputException e) {
            tell(ui, mine, () -> failed(String.valueOf(e.getMessage())));
          } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a question of a page failed", e);
            tell(ui, mine, () -> failed("a mistake of Millrace: " + e + "; its log has more"));
          }
        });
  }

  private static String name(String key) {
    return OnDemand.class.getName() + " " + key;
  }

  private void advance(UI ui, AtomicBoolean mine, double share) {
    if (mine.get()) {
      throw new CancellationException();
    }
    tell(
        ui,
        mine,
        () -> {
          progress.setIndeterminate(share == 0);
          progress.setValue(Math.clamp(share, 0, 1));
        });
  }

  /** Of a page that is gone, or asks something else by now, nobody hears. */
  private static void tell(UI ui, AtomicBoolean mine, Runnable change) {
    try {
      ui.access(
          () -> {
            if (!mine.get()) {
              change.run();
            }
          });
    } catch (UIDetachedException e) {
      mine.set(true);
    }
  }

  private void stop() {
    cancelled.set(true);
    show(false);
  }

  private void answered(Component panel) {
    show(false);
    answer.removeAll();
    answer.add(panel);
  }

  private void failed(String why) {
    show(false);
    problem.setText(why);
    problem.setVisible(true);
  }

  private void show(boolean atWork) {
    asking.set(atWork);
    ask.setEnabled(!atWork);
    cancel.setVisible(atWork);
    progress.setVisible(atWork);
    progress.setIndeterminate(true);
    problem.setVisible(false);
  }

  @Override
  protected void onDetach(DetachEvent detached) {
    if (asking.get()) {
      stop();
    }
  }
}
