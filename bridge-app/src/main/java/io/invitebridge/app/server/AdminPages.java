package io.invitebridge.app.server;

import ch.qos.logback.classic.LoggerContext;
import io.invitebridge.app.admin.Answer;
import io.invitebridge.app.admin.Operation;
import io.invitebridge.app.admin.page.CallsPage;
import io.invitebridge.app.admin.page.DrainPage;
import io.invitebridge.app.admin.page.HealthPage;
import io.invitebridge.app.admin.page.LoggersPage;
import io.invitebridge.app.admin.page.ReloadPage;
import io.invitebridge.app.admin.page.TracesPage;
import io.invitebridge.app.admin.page.TrunksPage;
import io.invitebridge.app.admin.page.UsersPage;
import io.invitebridge.config.model.Cidr;
import io.invitebridge.core.invitation.Invitation;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.TrunkName;
import io.invitebridge.sip.SipAdapter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** What the admin HTTP shows of one bridge, and does to it. */
final class AdminPages {
  private final BridgeServer server;

  AdminPages(BridgeServer server) {
    this.server = server;
  }

  List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    all.addAll(new HealthPage(server::isReady).operations());
    all.add(Operation.read("/metrics", request -> Answer.metrics(server.metrics().scrape())));
    all.addAll(new CallsPage(new OpenCalls(), server.clock()).operations());
    all.addAll(new UsersPage(this::users).operations());
    all.addAll(new TrunksPage(this::trunks).operations());
    all.addAll(new DrainPage(new Draining()).operations());
    all.addAll(new TracesPage(() -> server.sip().map(SipAdapter::traces)).operations());
    all.addAll(new ReloadPage(server.reloader()).operations());
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers) {
      all.addAll(new LoggersPage(loggers).operations());
    }
    return List.copyOf(all);
  }

  private List<UsersPage.Entry> users() {
    List<UsersPage.Entry> users = new ArrayList<>();
    server
        .rtm()
        .ifPresent(
            rtm -> rtm.users().forEach((user, status) -> users.add(entry(user, status.name()))));
    server
        .legacy()
        .ifPresent(legacy -> legacy.users().forEach(user -> users.add(entry(user, "ONLINE"))));
    return users;
  }

  private static UsersPage.Entry entry(AppUser user, String status) {
    String network = user.network().name().toLowerCase(Locale.ROOT);
    return new UsersPage.Entry(user.app().value(), network, user.user().value(), status);
  }

  private List<TrunksPage.Entry> trunks() {
    List<Invitation> open = server.runtime().openInvitations();
    List<TrunksPage.Entry> entries = new ArrayList<>();
    server
        .config()
        .trunks()
        .forEach(
            (name, trunk) ->
                entries.add(
                    new TrunksPage.Entry(
                        name.value(),
                        trunk.uri().toString(),
                        trunk.acceptFrom().stream().map(Cidr::toString).toList(),
                        open.stream().filter(invitation -> isPartyOf(invitation, name)).count(),
                        TrunkStates.of(server, name))));
    return entries;
  }

  private static boolean isPartyOf(Invitation invitation, TrunkName trunk) {
    return Stream.concat(
            Stream.of(invitation.origin().caller()),
            invitation.legs().stream()
                .filter(leg -> leg.invitedAt().isPresent())
                .map(leg -> leg.address()))
        .anyMatch(address -> isOf(address, trunk));
  }

  private static boolean isOf(Address address, TrunkName trunk) {
    return address instanceof SipParty party && party.trunk().filter(trunk::equals).isPresent();
  }

  private final class OpenCalls implements CallsPage.Calls {
    @Override
    public List<Invitation> open() {
      return server.runtime().openInvitations();
    }

    @Override
    public Optional<Invitation> find(InvitationId id) {
      return server.runtime().find(id);
    }

    @Override
    public void end(InvitationId id) {
      server.runtime().deliver(id, new InvitationEvent.Terminated());
    }

    @Override
    public Optional<String> ladder(InvitationId id) {
      return server.ladders().draw(id);
    }
  }

  private final class Draining implements DrainPage.Drain {
    @Override
    public void pause() {
      server.pause();
    }

    @Override
    public boolean resume() {
      return server.resume();
    }

    @Override
    public boolean isDraining() {
      return !server.isReady();
    }

    @Override
    public long openCalls() {
      return server.runtime().figures().open();
    }
  }
}
