package io.invitebridge.app.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where a command reads and writes.
 *
 * @param isColoured colours are welcome: a terminal is there and NO_COLOR is not set
 * @param isUnicode characters beyond ASCII can be shown
 */
public record Terminal(
    BufferedReader in, PrintWriter out, PrintWriter err, boolean isColoured, boolean isUnicode) {

  /** The terminal that the process was started in. */
  public static Terminal ofProcess() {
    Map<String, String> environment = System.getenv();
    boolean isUnicode = isUnicode(environment);
    Charset charset = isUnicode ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
    return new Terminal(
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
        writer(FileDescriptor.out, charset),
        writer(FileDescriptor.err, charset),
        isWatched() && !environment.containsKey("NO_COLOR"),
        isUnicode);
  }

  /** Somebody sits there. From Java 22 on there can be a console without a terminal. */
  static boolean isWatched() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (ReflectiveOperationException beforeJava22) {
      return true;
    }
  }

  public String good(String text) {
    return isColoured ? "\u001b[32m" + text + "\u001b[0m" : text;
  }

  public String bad(String text) {
    return isColoured ? "\u001b[31m" + text + "\u001b[0m" : text;
  }

  public String strong(String text) {
    return isColoured ? "\u001b[1m" + text + "\u001b[0m" : text;
  }

  /** A check mark, as far as the terminal can show one. */
  public String checkMark() {
    return isUnicode ? "✓" : "ok:";
  }

  public String crossMark() {
    return isUnicode ? "✗" : "FAILED:";
  }

  private static PrintWriter writer(FileDescriptor descriptor, Charset charset) {
    return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), charset), true);
  }

  /** POSIX: the first of these that is set names the locale. */
  private static boolean isUnicode(Map<String, String> environment) {
    return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .map(value -> value.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8"))
        .orElse(false);
  }
}
