package io.millrace.scenarios.text;

import io.millrace.scenarios.fit.FittedParameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Fitted parameters as tables. */
public final class ParameterTable {
  /** What the columns mean. */
  static final String LEGEND =
      "moved by spreads is how far a value moved, in the ± it had before; spread left is the part"
          + " of that ± that the runs leave; runs counts those whose time the ± moves by more than"
          + " 0.1 %";

  private ParameterTable() {}

  /** How many parameters each device generation, network and framework has. */
  public static Table byOwner(List<FittedParameter> parameters) {
    Map<String, List<FittedParameter>> owners = new LinkedHashMap<>();
    for (FittedParameter it : parameters) {
      owners.computeIfAbsent(it.owner(), key -> new ArrayList<>()).add(it);
    }
    Table table =
        new Table(
            List.of(
                Table.Column.words("parameters of"),
                Table.Column.numbers("parameters"),
                Table.Column.numbers("told by runs")));
    owners.forEach((owner, own) -> table.row(owner, count(own), told(own)));
    return table.row("all", count(parameters), told(parameters));
  }

  private static String count(List<FittedParameter> parameters) {
    return String.valueOf(parameters.size());
  }

  private static String told(List<FittedParameter> parameters) {
    return String.valueOf(parameters.stream().filter(FittedParameter::informed).count());
  }

  /**
   * What a fit did to the parameters that some run tells about.
   *
   * @param before what the fit started from
   */
  public static Table of(List<FittedParameter> parameters, String before) {
    Table table =
        new Table(
            List.of(
                Table.Column.words("parameter"),
                Table.Column.numbers(before),
                Table.Column.numbers("fitted"),
                Table.Column.numbers("moved by spreads"),
                Table.Column.numbers("spread left"),
                Table.Column.numbers("runs")));
    for (FittedParameter it : parameters.stream().filter(FittedParameter::informed).toList()) {
      table.row(
          it.path(),
          it.prior().text(),
          it.fitted().text(),
          String.format(Locale.ROOT, "%+.2f", it.moved()),
          Numbers.percent(it.left()),
          String.valueOf(it.runs()));
    }
    return table;
  }
}
