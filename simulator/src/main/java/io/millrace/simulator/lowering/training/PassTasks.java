package io.millrace.simulator.lowering.training;

import io.millrace.model.report.TimePart;
import io.millrace.simulator.cost.CollectiveCost;
import io.millrace.simulator.cost.KernelCost;
import io.millrace.simulator.engine.TaskGraph;
import io.millrace.simulator.engine.TaskGraphBuilder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The steps of one pass on one device as tasks: kernels in order on the compute stream, each
 * launched by the host, exchanges on a stream for each axis, copies on one for each direction.
 */
final class PassTasks {

  /** What a task of the graph is. */
  record Label(String name, String stream, TimePart part) {}

  private final TrainingContext context;
  private final TaskGraphBuilder graph = TaskGraph.builder();
  private final DeviceResources device;
  private final int host;
  private final int compute;
  private final Map<Axis, Integer> axes = new EnumMap<>(Axis.class);

  /** Streams of what only the end waits for, so that it never holds up what is gathered ahead. */
  private final Map<Axis, Integer> lateAxes = new EnumMap<>(Axis.class);

  private final Map<Step.Direction, Integer> copies = new EnumMap<>(Step.Direction.class);
  private final List<Label> labels = new ArrayList<>();
  private final List<Integer> kernels = new ArrayList<>();
  private final List<List<Integer>> kernelWaits = new ArrayList<>();

  /** Exchanges that the next kernel waits for. */
  private List<Integer> ready = new ArrayList<>();

  /** Exchanges beside the next kernel, which the one after it waits for. */
  private List<Integer> besideNext = new ArrayList<>();

  /** What the last kernel waited for, so that an exchange can run beside it. */
  private List<Integer> lastWaits = List.of();

  private final List<Integer> behind = new ArrayList<>();
  private final Deque<Integer> marks = new ArrayDeque<>();
  private int lastIssue = -1;
  private boolean hostWaits;
  private int lastKernel = -1;
  private int beforeLastKernel = -1;

  PassTasks(TrainingContext context) {
    this.context = context;
    this.device = new DeviceResources(graph, context.cluster().levels().size());
    this.host = graph.stream();
    this.compute = graph.stream();
  }

  void add(Step step) {
    switch (step) {
      case Step.Mark mark -> mark();
      case Step.Kernel kernel -> kernel(kernel);
      case Step.Exchange exchange -> exchange(exchange);
      case Step.HostCopy copy -> copy(copy);
      case Step.Host host -> host(host);
    }
  }

  private void host(Step.Host step) {
    int task = graph.delay(host, Clock.ticks(step.seconds()));
    lastIssue = task;
    labels.add(new Label(step.name(), "host", TimePart.HOST));
    if (step.waits()) {
      hostWaits = true;
      after(task, lastKernel, ready);
    }
  }

  /** Each direction of the link is a stream of its own; device memory hardly feels it. */
  private void copy(Step.HostCopy copy) {
    double seconds = HostCopies.seconds(context, copy.bytes()).orElse(0.0);
    if (seconds == 0) {
      return;
    }
    int stream = copies.computeIfAbsent(copy.direction(), direction -> graph.stream());
    int task = graph.delay(stream, Clock.ticks(seconds));
    boolean out = copy.direction() == Step.Direction.TO_HOST;
    String lane = "copies " + (out ? "to" : "from") + " the host";
    labels.add(new Label(copy.name(), lane, TimePart.HOST_TRANSFER));
    if (out) {
      after(task, lastKernel, List.of());
      behind.add(task);
    } else {
      after(task, marks.isEmpty() ? -1 : marks.getFirst(), List.of());
      ready.add(task);
    }
  }

  private void mark() {
    marks.addLast(lastKernel);
    if (marks.size() > 2) {
      marks.removeFirst();
    }
  }

  private void kernel(Step.Kernel kernel) {
    KernelCost cost = context.costs().cost(kernel.operation());
    List<Integer> waits = new ArrayList<>(ready);
    double launch = context.launchSeconds() * cost.launches();
    if (launch > 0) {
      int issue = graph.delay(host, Clock.ticks(launch));
      lastIssue = issue;
      labels.add(new Label("launch", "host", TimePart.HOST));
      waits.add(issue);
    }
    int task =
        graph.task(
            compute, device.kernel(cost), cost.workSeconds(), Clock.ticks(cost.latencySeconds()));
    labels.add(new Label(kernel.name(), "compute", kernel.part()));
    waits.forEach(before -> graph.dependency(before, task));
    kernels.add(task);
    kernelWaits.add(waits);
    lastWaits = List.copyOf(ready);
    beforeLastKernel = lastKernel;
    lastKernel = task;
    ready = besideNext;
    besideNext = new ArrayList<>();
  }

  private void exchange(Step.Exchange exchange) {
    CollectiveCost cost =
        context.costs().cost(exchange.collective(), context.group(exchange.axis()));
    if (cost.seconds() == 0) {
      return;
    }
    double hidden = exchange.hidden();
    switch (exchange.timing()) {
      case WITH_NEXT -> {
        if (hidden < 1) {
          int blocking = task(exchange, cost, 1 - hidden);
          after(blocking, lastKernel, ready);
          ready = new ArrayList<>(List.of(blocking));
        }
        if (hidden > 0) {
          int beside = task(exchange, cost, hidden);
          after(beside, lastKernel, ready);
          besideNext.add(beside);
        }
      }
      case WITH_PREVIOUS -> {
        List<Integer> waits = new ArrayList<>();
        if (hidden > 0) {
          int beside = task(exchange, cost, hidden);
          after(beside, beforeLastKernel, lastWaits);
          waits.add(beside);
        }
        if (hidden < 1) {
          int blocking = task(exchange, cost, 1 - hidden);
          after(blocking, lastKernel, ready);
          waits.add(blocking);
        }
        ready.addAll(waits);
      }
      case AHEAD -> {
        int gather = task(exchange, cost, 1);
        int early = marks.isEmpty() ? -1 : marks.getFirst();
        after(gather, early, List.of());
        ready.add(gather);
      }
      case BEHIND -> {
        int scatter = task(exchange, cost, 1);
        after(scatter, lastKernel, ready);
        behind.add(scatter);
      }
    }
  }

  private void after(int task, int kernel, List<Integer> exchanges) {
    if (kernel >= 0) {
      graph.dependency(kernel, task);
    }
    exchanges.forEach(before -> graph.dependency(before, task));
  }

  private int task(Step.Exchange exchange, CollectiveCost cost, double share) {
    boolean late = exchange.timing() == Step.Timing.BEHIND;
    int stream = (late ? lateAxes : axes).computeIfAbsent(exchange.axis(), axis -> graph.stream());
    String lane = exchange.axis().lane() + (late ? ", behind" : "");
    labels.add(new Label(exchange.name(), lane, exchange.axis().part()));
    int task =
        graph.task(
            stream,
            device.collective(cost, 1),
            share * cost.transferSeconds(),
            Clock.ticks(share * cost.startSeconds()));
    double launch = context.launchSeconds();
    if (launch > 0) {
      int issue = graph.delay(host, Clock.ticks(launch));
      lastIssue = issue;
      labels.add(new Label("launch", "host", TimePart.HOST));
      graph.dependency(issue, task);
    }
    return task;
  }

  TaskGraph graph() {
    return graph.build();
  }

  DeviceResources device() {
    return device;
  }

  /** What each task is, by its number. */
  List<Label> labels() {
    return labels;
  }

  /** The kernels in their order. */
  List<Integer> kernels() {
    return kernels;
  }

  /** What a kernel waits for besides the one before it. */
  List<Integer> waits(int kernel) {
    return kernelWaits.get(kernel);
  }

  /** What the end of the pass waits for besides its last kernel. */
  List<Integer> waitedForAtEnd() {
    List<Integer> tasks = new ArrayList<>(ready);
    tasks.addAll(besideNext);
    tasks.addAll(behind);
    return tasks;
  }

  /** The last thing that the host issues; negative: it issues nothing. */
  int lastIssue() {
    return lastIssue;
  }

  /** Whether the host has to wait for the device in between. */
  boolean hostWaits() {
    return hostWaits;
  }
}
