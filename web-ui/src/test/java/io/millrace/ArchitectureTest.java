package io.millrace;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules that hold the project's shape; this module is the one that sees all the others. */
class ArchitectureTest {

  private static final String ENGINE = "io.millrace.simulator.engine..";

  /** From the module that sees nothing to the one that sees everything. */
  private static final List<String> CHAIN =
      List.of("model", "simulator", "planner", "scenarios", "ui");

  /** What the engine must not have heard of: its activities and resources stand for any of them. */
  private static final Set<String> DOMAIN_WORDS =
      Set.of(
          ("attention batch cluster collective cpu device expert flops gpu hbm kernel layer model"
                  + " nic npu parallelism pipeline plan prompt rdu scenario serving stage tensor"
                  + " token training transformer workload")
              .split(" "));

  private static final JavaClasses MILLRACE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.millrace");

  @ParameterizedTest
  @CsvSource({"model", "simulator", "planner", "scenarios", "ui"})
  void seesEveryModule(String module) {
    assertThat(MILLRACE).anyMatch(resideInAPackage("io.millrace." + module + ".."));
  }

  @ParameterizedTest
  @CsvSource({"model", "simulator", "planner", "scenarios"})
  void modulesKnowOnlyTheModulesBeforeThem(String module) {
    String[] later =
        CHAIN.stream()
            .skip(CHAIN.indexOf(module) + 1L)
            .map(name -> "io.millrace." + name + "..")
            .toArray(String[]::new);

    hold(
        noClasses()
            .that()
            .resideInAPackage("io.millrace." + module + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(later));
  }

  @Test
  void theEngineDependsOnNothingButTheJdk() {
    hold(
        classes()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(ENGINE, "java..", "org.jspecify.."));
  }

  @Test
  void theEngineKnowsNoWordOfTheDomain() {
    Stream<String> names =
        MILLRACE.stream().filter(resideInAPackage(ENGINE)).flatMap(ArchitectureTest::namesIn);

    assertThat(names).noneMatch(name -> words(name).anyMatch(DOMAIN_WORDS::contains));
  }

  @Test
  void sparkStaysInItsSweepPackage() {
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.millrace.scenarios.sweep.spark..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "scala.."));
  }

  @Test
  void vaadinAndSpringStayInTheDashboard() {
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.millrace.ui..")
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("com.vaadin..", "org.springframework..", "jakarta..")));
  }

  @Test
  void packagesFormNoCycles() {
    hold(slices().matching("io.millrace.(**)").should().beFreeOfCycles());
  }

  @Test
  void everyPackageSaysWhatItIsForAndIsNullMarked() {
    Set<JavaPackage> packages =
        MILLRACE.stream().map(JavaClass::getPackage).collect(Collectors.toSet());

    assertThat(packages)
        .allSatisfy(
            each ->
                assertThat(each.isAnnotatedWith(NullMarked.class))
                    .as("@NullMarked in the package-info.java of %s", each.getName())
                    .isTrue());
  }

  /** A rule about a package that has no class yet holds. */
  private static void hold(ArchRule rule) {
    rule.allowEmptyShould(true).check(MILLRACE);
  }

  private static Stream<String> namesIn(JavaClass type) {
    return Stream.concat(
        Stream.of(type.getSimpleName()), type.getMembers().stream().map(m -> m.getName()));
  }

  /** The words of a camel-case or upper-case name, in lower case and without a plural s. */
  private static Stream<String> words(String name) {
    return Stream.of(name.split("(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z]+"))
        .map(word -> word.toLowerCase(Locale.ROOT))
        .flatMap(word -> Stream.of(word, word.replaceFirst("s$", "")));
  }
}
