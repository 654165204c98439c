package io.invitebridge.app.cli;

import io.invitebridge.config.model.BridgeConfig;
import io.invitebridge.config.routing.Explanation;
import io.invitebridge.config.routing.RuleDirectory;
import io.invitebridge.core.invitation.CallerLimits;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.Plan;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.DisplayName;
import io.invitebridge.core.model.InvalidValueException;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.core.model.UserId;
import java.util.Optional;
import java.util.concurrent.Callable;
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
      Explanation explanation =
          new RuleDirectory(config.get())
              .explain(new InvitationId("n1-example"), invited(config.get()));
      return print(explanation);
    } catch (InvalidValueException e) {
      terminal.err().println("bridge: " + e.getMessage());
      return ExitCode.WRONG_USE;
    }
  }

  private Invited invited(BridgeConfig config) {
    return new Invited(
        caller(config),
        displayName.map(DisplayName::new),
        new CalleeName(to),
        Optional.empty(),
        Content.EMPTY,
        Invited.INITIAL_HOPS,
        CallerLimits.NONE);
  }

  private Address caller(BridgeConfig config) {
    int colon = from.indexOf(':');
    String network = colon < 0 ? "rtm" : from.substring(0, colon);
    String name = from.substring(colon + 1);
    AppId ofUser = app.map(AppId::new).orElse(config.apps().get(0).id());
    return switch (network) {
      case "rtm" -> new Address.AppUser(Network.RTM, ofUser, new UserId(name));
      case "legacy" -> new Address.AppUser(Network.LEGACY, ofUser, new UserId(name));
      case "sip" -> sipCaller(name);
      default ->
          throw new InvalidValueException(
              "The network "
                  + network
                  + " is unknown; a caller begins with rtm:, legacy: or sip:.");
    };
  }

  private static Address sipCaller(String name) {
    int at = name.lastIndexOf('@');
    return at < 0
        ? new Address.SipParty(Optional.empty(), new SipUser(name))
        : new Address.SipParty(
            Optional.of(new TrunkName(name.substring(at + 1))), new SipUser(name.substring(0, at)));
  }

  private int print(Explanation explanation) {
    for (Explanation.Verdict verdict : explanation.rules()) {
      terminal
          .out()
          .println(
              (verdict.matched() ? terminal.good("takes it ") : "passes it")
                  + "  line "
                  + verdict.at().line()
                  + "  "
                  + verdict.route());
      verdict.mismatches().forEach(why -> terminal.out().println("             " + why));
    }
    explanation.remarks().forEach(remark -> terminal.out().println("remark     " + remark));
    if (explanation.answer() instanceof InvitationEvent.Routed routed) {
      print(routed.plan());
      return ExitCode.DONE;
    }
    terminal.out().println("answer     nobody rings: " + explanation.answer());
    return ExitCode.FAILED;
  }

  private void print(Plan plan) {
    String when = "rings     ";
    for (Plan.Round round : plan.rounds()) {
      String limit = round.limit().map(time -> " for " + time.toSeconds() + " s").orElse("");
      terminal.out().println(when + " " + round.targets() + limit);
      when = "then rings";
    }
    plan.channelId().ifPresent(id -> terminal.out().println("channel    " + id));
  }
}
