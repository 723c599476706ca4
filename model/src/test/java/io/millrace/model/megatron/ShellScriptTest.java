package io.millrace.model.megatron;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShellScriptTest {

  private static List<List<String>> commands(String script) {
    return ShellScript.commands(script, Map.of(), new ArrayList<>());
  }

  private static List<String> last(String script) {
    return commands(script).getLast();
  }

  @Test
  void joinsContinuedLinesAndLeavesCommentsOut() {
    assertThat(last("# start\nrun --a 1 \\\n  --b 2 # not --c\n"))
        .containsExactly("run", "--a", "1", "--b", "2");
  }

  @Test
  void putsParametersIn() {
    assertThat(last("A=2\nB=\"x $A\"\nexport C=${A}0\nrun $A \"$B\" ${C} '$A'"))
        .containsExactly("run", "2", "x 2", "20", "$A");
  }

  @Test
  void splitsParametersWithoutQuotesAtBlanks() {
    assertThat(last("ARGS=\"--a 1  --b\"\nrun $ARGS \"$ARGS\""))
        .containsExactly("run", "--a", "1", "--b", "--a 1  --b");
  }

  @Test
  void usesDefaultsWhereNothingIsSet() {
    assertThat(last("B=\nrun ${A:-1} ${B:-2} ${B-3} ${A:=$((2 * 4))} ${C:+no}"))
        .containsExactly("run", "1", "2", "8");
  }

  @Test
  void keepsElementsOfArraysApart() {
    String script = "A=(--x 'a b' # why\n  --y)\nA+=(--z)\nrun \"${A[@]}\" ${A[*]}";

    assertThat(last(script))
        .containsExactly("run", "--x", "a b", "--y", "--z", "--x", "a", "b", "--y", "--z");
  }

  @Test
  void computes() {
    assertThat(last("N=4\nG=8\nrun $((N * G / 2 - (1 + 2))) $((${N} % 3)) $((N / 0))"))
        .containsExactly("run", "13", "1", "$((N / 0))");
  }

  @Test
  void leavesWhatIsNotKnownAsItIsWritten() {
    assertThat(last("run --n $NOWHERE --m \"$(hostname)/x\" `date` \"$@\""))
        .containsExactly("run", "--n", "$NOWHERE", "--m", "$(hostname)/x", "$(date)");
  }

  @Test
  void looksIntoCommandsOfShells() {
    assertThat(commands("A=1\nsrun bash -c \"torchrun --a $A\" && eval echo $A"))
        .contains(List.of("torchrun", "--a", "1"), List.of("echo", "1"));
  }

  @Test
  void endsCommandsAtPipesAndRedirections() {
    assertThat(commands("run --a 1 2>&1 | tee log > out; run --b 2 < in &\n"))
        .containsExactly(
            List.of("run", "--a", "1"), List.of("tee", "log"), List.of("run", "--b", "2"));
  }

  @Test
  void skipsTextsWithinTheScript() {
    assertThat(commands("cat <<EOF > file\nrun --no\nEOF\nrun --yes"))
        .containsExactly(List.of("cat"), List.of("run", "--yes"));
  }

  @Test
  void readsAllBranchesAndSaysSo() {
    List<String> notes = new ArrayList<>();

    List<List<String>> commands =
        ShellScript.commands("if [ -z \"$A\" ]; then A=1; else A=2; fi\nrun $A", Map.of(), notes);

    assertThat(commands.getLast()).containsExactly("run", "2");
    assertThat(notes).singleElement().asString().contains("conditions");
  }

  @Test
  void prefersWhatTheCallerSets() {
    assertThat(ShellScript.commands("A=1\nrun $A", Map.of("A", "7"), new ArrayList<>()).getLast())
        .containsExactly("run", "7");
  }

  @Test
  void getsThroughScriptsThatEndEarly() {
    assertThat(commands("run \"open")).containsExactly(List.of("run", "open"));
    assertThat(commands("A=(--x")).isEmpty();
    assertThat(commands("run ${A")).isNotEmpty();
    assertThat(commands("run $((1 + ")).isNotEmpty();
    assertThat(commands("cat << EOF\nnothing")).isNotEmpty();
  }
}
