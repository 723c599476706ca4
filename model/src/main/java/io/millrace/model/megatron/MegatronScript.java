package io.millrace.model.megatron;

import io.millrace.model.architecture.ModelArchitecture;
import io.millrace.model.input.Issue;
import io.millrace.model.input.Issues;
import io.millrace.model.input.NearestWord;
import io.millrace.model.input.Parsed;
import io.millrace.model.launch.LaunchDescription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a launch script of Megatron-LM: the command that has its options, put together as bash
 * would. The script is not run.
 */
public final class MegatronScript {
  /** The software line that such scripts start. */
  private static final String FRAMEWORK = "megatron-core-2024";

  /** An option that every run with Megatron-LM has. */
  private static final String TELLTALE = "--micro-batch-size";

  /** Options about data, optimizers, logs and checkpoints, which are no part of a plan. */
  private static final Pattern BESIDE =
      Pattern.compile(
          "--((min-|decoupled-|embedding-)?lr\\b.*|(no-)?log\\b.*|(no-)?save\\b.*|(no-)?load\\b.*"
              + "|train-.*|eval-.*|data-.*|split|tokenizer-.*|vocab-file|merge-file|mock-data"
              + "|num-workers|init-method-.*|weight-decay.*|adam-.*|optimizer|clip-grad"
              + "|attention-dropout|hidden-dropout|tensorboard-.*|wandb-.*|timing-.*|exit-.*|seed"
              + "|distributed-.*|ckpt-.*|(async|dist)-.*|make-vocab-size-divisible-by|rotary-.*"
              + "|norm-epsilon|use-mcore-models|transformer-impl|manual-gc.*|auto-detect-.*"
              + "|finetune|override-.*|moe-grouped-gemm|moe-router-(load|score|pre|dtype).*"
              + "|moe-aux-loss-coeff|moe-token-dispatcher-type|use-flash-attn|attention-backend"
              + "|no-masked-.*|no-.*-fusion|bias-.*-fusion|calculate-.*|tiktoken-.*"
              + "|rdzv.*|master.*|node.rank|nnodes|nproc.per.node|standalone|max-restarts|module"
              + "|accumulate-.*|no-gradient-.*|empty-unused-.*|cross-entropy-.*|apply-.*)");

  private static final Pattern BATCH =
      Pattern.compile("(?m)^#SBATCH\\s+--(nodes|gpus-per-node|gres)[= ](?:gpu:(?:\\w+:)?)?(\\d+)");

  private final Issues issues = new Issues();
  private final List<String> notes = new ArrayList<>();
  private final String script;
  private final Map<String, String> given;

  private MegatronScript(String script, Map<String, String> given) {
    this.script = script;
    this.given = given;
  }

  /**
   * Reads a script.
   *
   * @param name what to call the model
   * @param given values of variables, which those of the script do not change
   * @param withModel whether the script has to describe the model
   */
  public static Parsed<LaunchDescription> read(
      String script, String name, Map<String, String> given, boolean withModel) {
    return new MegatronScript(script, given).read(name, withModel);
  }

  private Parsed<LaunchDescription> read(String name, boolean withModel) {
    List<List<String>> commands = ShellScript.commands(script, given, notes);
    Optional<List<String>> command =
        commands.stream()
            .filter(words -> words.contains(TELLTALE) || has(words, "-parallel-size"))
            .max(Comparator.comparing(List::size));
    if (command.isEmpty()) {
      return new Parsed.Invalid<>(
          List.of(
              new Issue(
                  Issue.WHOLE,
                  "no command of the script has options of Megatron-LM, such as " + TELLTALE,
                  "is it the script that calls torchrun? If options come from elsewhere, give them"
                      + " with --set NAME=VALUE")));
    }
    MegatronOptions options = new MegatronOptions(command.get(), issues);
    Optional<ModelArchitecture> model =
        withModel ? new MegatronModel(options, notes).read(name) : Optional.empty();
    int layers =
        model.map(ModelArchitecture::layerCount).orElse(options.number("--num-layers", 1, 0));
    MegatronPlan reading = new MegatronPlan(options, notes);
    ObjectNode plan = reading.plan(layers);
    ObjectNode workload = reading.workload();
    int groups = reading.shardingGroups();
    OptionalInt perNode = perNode(command.get());
    OptionalInt nodes = nodes(command.get());
    options
        .unresolved()
        .forEach(word -> notes.add("Not set in the script: " + word + "; --set NAME=VALUE does."));
    leftOver(options, withModel);
    return issues.result(
        () ->
            new LaunchDescription(
                FRAMEWORK,
                model,
                workload,
                plan,
                perNode.isPresent() && nodes.isPresent()
                    ? OptionalInt.of(perNode.getAsInt() * nodes.getAsInt())
                    : OptionalInt.empty(),
                perNode,
                OptionalInt.empty(),
                groups,
                notes));
  }

  private static boolean has(List<String> words, String ending) {
    return words.stream().anyMatch(it -> it.startsWith("--") && it.endsWith(ending));
  }

  private OptionalInt perNode(List<String> command) {
    return first(command, "--nproc[-_]per[-_]node", "gpus-per-node", "gres");
  }

  private OptionalInt nodes(List<String> command) {
    return first(command, "--nnodes", "nodes");
  }

  /** The number of a launcher's option, else that of a directive for Slurm. */
  private OptionalInt first(List<String> command, String option, String... directives) {
    for (int i = 0; i < command.size(); i++) {
      String[] word = command.get(i).split("=", 2);
      if (word[0].matches(option)) {
        String value = word.length > 1 ? word[1] : i + 1 < command.size() ? command.get(i + 1) : "";
        if (value.matches("\\d{1,6}")) {
          return OptionalInt.of(Integer.parseInt(value));
        }
      }
    }
    List<String> wanted = List.of(directives);
    Matcher matcher = BATCH.matcher(script);
    while (matcher.find()) {
      if (wanted.contains(matcher.group(1))) {
        return OptionalInt.of(Integer.parseInt(matcher.group(2)));
      }
    }
    return OptionalInt.empty();
  }

  /** What nobody asked for: a slip of the keyboard is refused, the rest is noted. */
  private void leftOver(MegatronOptions options, boolean withModel) {
    options
        .leftOver()
        .forEach(
            (option, words) -> {
              if (BESIDE.matcher(option).matches() || !withModel && ofModel(option)) {
                return;
              }
              Optional<String> meant = NearestWord.slip(option, options.known());
              if (meant.isPresent()) {
                issues.add(option, "is no option of Megatron-LM", "Maybe " + meant.get() + "?");
              } else {
                String all =
                    Stream.concat(Stream.of(option), words.stream())
                        .reduce((left, right) -> left + " " + right)
                        .orElse(option);
                notes.add("Not understood: " + all);
              }
            });
  }

  private static boolean ofModel(String option) {
    return option.matches(
        "--(hidden-size|num-.*|ffn-.*|group-query-.*|kv-.*|qk?-.*|v-head-dim|.*vocab-size|swiglu"
            + "|squared-relu|normalization|position-.*|max-position-.*|untie-.*|disable-bias-.*"
            + "|add-qkv-bias|multi-latent-.*|moe-.*|mtp-.*|use-rotary-.*)");
  }
}
