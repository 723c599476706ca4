package io.millrace.simulator.range;

import io.millrace.model.parameter.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A time whose logarithm is linear in the logarithms of its parameters: the one that both methods
 * can be worked out for.
 *
 * @param exponents by parameter
 * @param structuralError what is left
 */
record PowerLaw(Map<Parameter, Double> exponents, double structuralError) implements Response {

  static PowerLaw of(double structuralError) {
    return new PowerLaw(Map.of(), structuralError);
  }

  PowerLaw with(Parameter parameter, double exponent) {
    Map<Parameter, Double> more = new LinkedHashMap<>(exponents);
    more.put(parameter, exponent);
    return new PowerLaw(more, structuralError);
  }

  @Override
  public List<Parameter> parameters() {
    return List.copyOf(exponents.keySet());
  }

  @Override
  public double seconds(List<Parameter> changed) {
    double seconds = 3;
    for (Map.Entry<Parameter, Double> entry : exponents.entrySet()) {
      Parameter before = entry.getKey();
      for (Parameter now : changed) {
        if (now.path().equals(before.path())) {
          seconds *= Math.pow(now.value() / before.value(), entry.getValue());
        }
      }
    }
    return seconds;
  }
}
