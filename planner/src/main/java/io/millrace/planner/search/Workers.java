package io.millrace.planner.search;

import io.millrace.simulator.lowering.training.PlanCosts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Threads that share out a list of tasks, each with costs of its own. */
final class Workers implements AutoCloseable {
  private final ExecutorService threads;
  private final List<Worker> workers = new ArrayList<>();

  /** One thread's costs, by setting; made when they are first asked for. */
  private static final class Worker {
    private final Map<Integer, PlanCosts> costs = new HashMap<>();
    private final Function<Setting, PlanCosts> factory;

    Worker(Function<Setting, PlanCosts> factory) {
      this.factory = factory;
    }

    PlanCosts costs(Setting setting) {
      return costs.computeIfAbsent(setting.index(), _ -> factory.apply(setting));
    }
  }

  Workers(int number, Function<Setting, PlanCosts> factory) {
    this.threads =
        Executors.newFixedThreadPool(
            number, Thread.ofPlatform().name("planner-", 0).daemon().factory());
    for (int i = 0; i < number; i++) {
      workers.add(new Worker(factory));
    }
  }

  /** A task that is done with the costs of the thread that does it. */
  interface Task<T, R> extends BiFunction<T, Function<Setting, PlanCosts>, R> {}

  /** Does a task for each item; results come in the order of the items. */
  <T, R> List<R> forEach(List<T> items, Task<T, R> task) {
    AtomicInteger next = new AtomicInteger();
    List<Result<R>> results = new ArrayList<>();
    List<Callable<List<Result<R>>>> shares = new ArrayList<>();
    for (Worker worker : workers) {
      shares.add(() -> share(items, task, worker, next));
    }
    try {
      for (Future<List<Result<R>>> share : threads.invokeAll(shares)) {
        results.addAll(share.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while searching", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
    results.sort((one, other) -> Integer.compare(one.index(), other.index()));
    return results.stream().map(Result::value).toList();
  }

  private record Result<R>(int index, R value) {}

  private static <T, R> List<Result<R>> share(
      List<T> items, Task<T, R> task, Worker worker, AtomicInteger next) {
    List<Result<R>> results = new ArrayList<>();
    for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
      results.add(new Result<>(i, task.apply(items.get(i), worker::costs)));
    }
    return results;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
