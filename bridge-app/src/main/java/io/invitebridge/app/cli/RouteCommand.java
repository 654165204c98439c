package io.invitebridge.app.cli;

import io.invitebridge.config.model.App;
import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.routing.Explanation;
import io.invitebridge.config.routing.RuleDirectory;
import io.invitebridge.config.source.Position;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.InvalidValueException;
import io.invitebridge.core.model.InvitationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Explains what the routes would do with a call. */
@Command(
    name = "route",
    description =
        "Says whom a call would ring: which rule takes it, and why the earlier ones do not.",
    footer = {
      "",
      "Callers: rtm:alice (an app user), legacy:bob, sip:1001@office-pbx (from that trunk),",
      "sip:1001 (a stranger). Exit code 0: somebody would be rung. 1: nobody."
    })
final class RouteCommand implements Callable<Integer> {
  @Mixin private HelpOption help = new HelpOption();

  private final Terminal terminal;

  @Mixin private ConfigChoice choice = new ConfigChoice();

  @Option(names = "--from", required = true, paramLabel = "CALLER", description = "Who calls.")
  private String from = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "CALLEE",
      description = "Whom the caller asks for.")
  private String to = "";

  @Option(names = "--name", paramLabel = "TEXT", description = "The caller's display name.")
  private Optional<String> displayName = Optional.empty();

  @Option(
      names = "--app",
      paramLabel = "ID",
      description = "The app of a calling app user (default: the first one of the configuration).")
  private Optional<String> app = Optional.empty();

  @Option(names = "--channel", paramLabel = "ID", description = "The caller's channel id.")
  private Optional<String> channel = Optional.empty();

  @Option(names = "--content", paramLabel = "TEXT", description = "The caller's content.")
  private Optional<String> content = Optional.empty();

  @Option(
      names = "--header",
      paramLabel = "NAME: VALUE",
      description = "A header of the caller's INVITE; may be given several times.")
  private List<String> headerLines = new ArrayList<>();

  @Option(
      names = "--source",
      paramLabel = "ADDRESS",
      description = "The IP address that the INVITE comes from.")
  private Optional<String> source = Optional.empty();

  @Option(
      names = "--online",
      paramLabel = "USER",
      split = ",",
      description =
          "An app user who is online: bob, rtm:bob or legacy:bob; others are not. May be given"
              + " several times.")
  private List<String> online = new ArrayList<>();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "When, such as 2026-12-24T18:30:00+01:00 (default: now).")
  private Optional<String> at = Optional.empty();

  RouteCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Optional<BridgeConfig> config = choice.load(terminal);
    if (config.isEmpty()) {
      return ExitCode.WRONG_USE;
    }
    try {
      SampleCall sample =
          new SampleCall(
              from, to, displayName, app, channel, content, source, headers(), online, at);
      Invited invited = sample.invited(config.get());
      checkOrigin(invited, config.get());
      Explanation explanation =
          new RuleDirectory(config.get())
              .explain(
                  new InvitationId("n1-example"),
                  invited,
                  sample.time(Instant.now()),
                  sample::isOnline);
      return print(explanation, invited, config.get());
    } catch (InvalidValueException e) {
      terminal.err().println("bridge: " + e.getMessage());
      return ExitCode.WRONG_USE;
    }
  }

  /** A trunk or an app with a slip of the pen would be passed by every rule. */
  private static void checkOrigin(Invited invited, BridgeConfig config) {
    if (invited.caller() instanceof Address.SipParty party
        && party.trunk().filter(name -> !config.trunks().containsKey(name)).isPresent()) {
      throw new InvalidValueException(
          "There is no trunk \"%s\"; expected one of: %s, or sip:%s for a caller of no trunk."
              .formatted(
                  party.trunk().get(), names(config.trunks().keySet()), party.user().value()));
    }
    if (invited.caller() instanceof Address.AppUser user
        && config.apps().stream().noneMatch(app -> app.id().equals(user.app()))) {
      throw new InvalidValueException(
          "There is no app \"%s\"; expected one of: %s."
              .formatted(user.app(), names(config.apps().stream().map(App::id).toList())));
    }
  }

  private static String names(Collection<?> all) {
    return all.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    for (String line : headerLines) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw new InvalidValueException(
            "The header " + line + " has no colon; expected one such as \"X-Queue: sales\".");
      }
      String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).strip();
      headers.merge(name, value, (first, next) -> first + ", " + next);
    }
    return headers;
  }

  private int print(Explanation explanation, Invited invited, BridgeConfig config) {
    Position from = seenFrom(explanation);
    for (Explanation.Verdict verdict : explanation.rules()) {
      terminal
          .out()
          .println(
              (verdict.matched() ? terminal.good("takes it ") : "passes it")
                  + "  "
                  + verdict.at().lineSeenFrom(from)
                  + "  "
                  + verdict.route());
      verdict.mismatches().forEach(why -> terminal.out().println("             " + why));
    }
    explanation.remarks().forEach(remark -> terminal.out().println("remark     " + remark));
    DecisionText.lines(explanation.answer(), invited, config).forEach(terminal.out()::println);
    return explanation.answer() instanceof InvitationEvent.Routed ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** Rules of one file need no word about it; with several files, each line names its own. */
  private static Position seenFrom(Explanation explanation) {
    List<String> files =
        explanation.rules().stream().map(verdict -> verdict.at().file()).distinct().toList();
    return Position.startOf(files.size() == 1 ? files.get(0) : "");
  }
}
