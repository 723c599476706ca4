package io.millrace.ui.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.ui.Application;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.boot.SpringApplication;

/** Somebody logs in and out again in a real browser. */
class LoginBrowserTest {
  private static final String PASSWORD = "a long password";

  @TempDir private Path folder;

  @Test
  void whoLogsInSeesThePagesUntilTheyLogOut() throws Exception {
    Path users = folder.resolve("users");
    AddUser.write(users, "ann", PASSWORD);
    ChromeDriver browser = browser();
    try (var server =
        SpringApplication.run(
            Application.class,
            "--server.port=0",
            "--millrace.users=" + users,
            "--millrace.folder=" + folder.toAbsolutePath())) {
      WebDriverWait patience = new WebDriverWait(browser, Duration.ofSeconds(60));
      String port = server.getEnvironment().getRequiredProperty("local.server.port");

      browser.get("http://127.0.0.1:" + port + "/runs");
      patience
          .until(ExpectedConditions.presenceOfElementLocated(By.name("username")))
          .sendKeys("ann");
      browser.findElement(By.name("password")).sendKeys(PASSWORD);
      browser.findElement(By.cssSelector("vaadin-login-form vaadin-button[theme~=submit]")).click();

      var leave =
          patience.until(
              ExpectedConditions.elementToBeClickable(
                  By.xpath("//vaadin-button[contains(., 'Log out')]")));
      assertThat(browser.getCurrentUrl()).contains("/runs");
      assertThat(browser.findElements(By.tagName("vaadin-side-nav-item"))).hasSizeGreaterThan(2);

      leave.click();

      patience.until(ExpectedConditions.presenceOfElementLocated(By.name("username")));
      browser.get("http://127.0.0.1:" + port + "/plan");
      patience.until(ExpectedConditions.presenceOfElementLocated(By.name("username")));
    } finally {
      browser.quit();
    }
  }

  private static ChromeDriver browser() {
    Optional<File> chromium = onPath("chromium");
    Optional<File> driver = onPath("chromedriver");
    assumeTrue(chromium.isPresent() && driver.isPresent(), "needs chromium and chromedriver");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.orElseThrow());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--window-size=1280,860");
    return new ChromeDriver(
        new ChromeDriverService.Builder().usingDriverExecutable(driver.orElseThrow()).build(),
        options);
  }

  private static Optional<File> onPath(String name) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> new File(folder, name))
        .filter(File::canExecute)
        .findFirst();
  }
}
