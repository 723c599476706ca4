package io.millrace.ui.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.ui.Application;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Ann logs in at a provider and out again, in a real browser; skipped where there is none. */
class OpenIdBrowserTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final String HERE = "http://127.0.0.1:" + OpenIdLoginTest.PORT;

  @TempDir private Path folder;

  @Test
  void whoLogsOutIsAskedForTheProviderAgain() {
    assumeTrue(Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER), "needs a browser");
    Issuer first = Issuer.start();
    try (ConfigurableApplicationContext _ = dashboard(first);
        Issuer _ = first.again()) {
      ChromeDriver browser = browser();
      try {
        walk(browser, new WebDriverWait(browser, Duration.ofSeconds(60)));
      } finally {
        browser.quit();
      }
    }
  }

  private static void walk(ChromeDriver browser, WebDriverWait wait) {
    browser.get(HERE + "/runs");
    browser.findElement(By.name("username")).sendKeys("ann");
    browser.findElement(By.name("password")).sendKeys(Issuer.PASSWORD);
    browser.findElement(By.cssSelector("button[type=submit]")).click();
    wait.until(ExpectedConditions.textToBePresentInElementLocated(By.tagName("body"), "ann"));

    By leave = By.xpath("//vaadin-button[starts-with(normalize-space(), 'Log out')]");
    wait.until(ExpectedConditions.elementToBeClickable(leave)).click();

    wait.until(ExpectedConditions.urlToBe(HERE + "/login"));
    var login = wait.until(ExpectedConditions.elementToBeClickable(By.linkText("Log in")));
    assertThat(browser.findElements(By.tagName("vaadin-login-form"))).isEmpty();
    assertThat(browser.findElements(By.className("error"))).noneMatch(it -> it.isDisplayed());
    login.click();
    // The provider still knows her.
    wait.until(ExpectedConditions.elementToBeClickable(leave));
    assertThat(browser.getCurrentUrl()).startsWith(HERE);
  }

  private ConfigurableApplicationContext dashboard(Issuer issuer) {
    return SpringApplication.run(
        Application.class,
        Stream.concat(
                Stream.of(
                    "--server.port=" + OpenIdLoginTest.PORT,
                    "--server.address=0.0.0.0",
                    "--millrace.folder=" + folder.toAbsolutePath()),
                issuer.properties().entrySet().stream()
                    .map(it -> "--" + it.getKey() + "=" + it.getValue()))
            .toArray(String[]::new));
  }

  private static ChromeDriver browser() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--window-size=1280,860");
    return new ChromeDriver(
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(), options);
  }
}
