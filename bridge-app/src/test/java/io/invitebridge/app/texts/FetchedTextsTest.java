package io.invitebridge.app.texts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.invitebridge.core.invitation.CallerLimits;
import io.invitebridge.core.invitation.EndReason;
import io.invitebridge.core.invitation.InvitationEvent;
import io.invitebridge.core.invitation.InvitationEvent.Accepted;
import io.invitebridge.core.invitation.InvitationEvent.HungUp;
import io.invitebridge.core.invitation.InvitationEvent.LegFailed;
import io.invitebridge.core.invitation.InvitationEvent.Rang;
import io.invitebridge.core.invitation.InvitationEvent.Refused;
import io.invitebridge.core.invitation.InvitationEvent.Unroutable;
import io.invitebridge.core.invitation.Invited;
import io.invitebridge.core.invitation.LegFailure;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.core.invitation.Rejection;
import io.invitebridge.core.model.Address;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.Address.SipParty;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.CalleeName;
import io.invitebridge.core.model.Content;
import io.invitebridge.core.model.CorrelationKey;
import io.invitebridge.core.model.InvitationId;
import io.invitebridge.core.model.LegId;
import io.invitebridge.core.model.LegRef;
import io.invitebridge.core.model.Network;
import io.invitebridge.core.model.NodeId;
import io.invitebridge.core.model.SipUser;
import io.invitebridge.core.model.UserId;
import io.invitebridge.core.port.InvitationInbox;
import io.invitebridge.core.testing.VirtualTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Contents and responses wait for what they refer to, and nothing overtakes them. */
@Tag("loopback")
@Timeout(60)
class FetchedTextsTest {
  private static final InvitationId CALL = InvitationId.of(new NodeId("n1"), "call");
  private static final InvitationId OTHER = InvitationId.of(new NodeId("n1"), "other");
  private static final LegId LEG = new LegId(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TextFetcher fetcher = new TextFetcher(new SimpleMeterRegistry());
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final CountDownLatch ready = new CountDownLatch(1);
  private Optional<HttpServer> server = Optional.empty();

  @BeforeEach
  void listen() throws IOException {
    HttpServer made = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    made.setExecutor(Executors.newCachedThreadPool());
    made.createContext(
        "/",
        exchange -> {
          try (exchange) {
            ready.await(20, TimeUnit.SECONDS);
            byte[] text = "{\"room\":\"blue\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
    made.start();
    server = Optional.of(made);
  }

  @AfterEach
  void stop() {
    fetcher.close();
    server.ifPresent(made -> made.stop(0));
  }

  @Test
  void an_answer_waits_for_its_text_and_what_follows_waits_behind_it() {
    FetchedResponses inbox = new FetchedResponses(new Heard(), fetcher);
    inbox.deliver(CALL, new Rang(LEG));
    inbox.deliver(CALL, new Accepted(LEG, referring()));
    inbox.deliver(CALL, new HungUp(LEG, Content.EMPTY));
    inbox.deliver(OTHER, new Rang(LEG));
    assertThat(heard).containsExactly("call Rang", "other Rang");
    assertThat(inbox.waiting()).isEqualTo(1);
    ready.countDown();
    await().atMost(PATIENCE).until(() -> heard.size() == 4);
    assertThat(heard.subList(2, 4))
        .containsExactly("call Accepted {\"room\":\"blue\"}", "call HungUp");
    assertThat(inbox.waiting()).isZero();
  }

  @Test
  void refusals_and_failures_have_texts_too() {
    ready.countDown();
    FetchedResponses inbox = new FetchedResponses(new Heard(), fetcher);
    inbox.deliver(CALL, new Refused(LEG, RefuseReason.BUSY, referring()));
    inbox.deliver(CALL, new LegFailed(LEG, LegFailure.OFFLINE, referring()));
    inbox.deliver(CALL, new Rang(LEG));
    await().atMost(PATIENCE).until(() -> heard.size() == 3);
    assertThat(heard)
        .containsExactly(
            "call Refused {\"room\":\"blue\"}", "call LegFailed {\"room\":\"blue\"}", "call Rang");
    assertThat(inbox.waiting()).isZero();
  }

  @Test
  void a_call_whose_text_cannot_be_had_goes_on_without_it() {
    FetchedResponses inbox = new FetchedResponses(new Heard(), fetcher);
    inbox.deliver(CALL, new Accepted(LEG, referring()));
    await().atMost(PATIENCE).until(() -> heard.size() == 1);
    assertThat(heard).containsExactly("call Accepted {\"contentOmitted\":true}");
    ready.countDown();
  }

  @Test
  void a_sip_callers_content_is_fetched_before_the_call_is_routed() {
    ready.countDown();
    VirtualTime time = new VirtualTime();
    FetchedContent directory = new FetchedContent(this::route, fetcher, time.workers());
    directory.route(CALL, invited(new SipParty(Optional.empty(), new SipUser("1"))), event -> {});
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              time.settle();
              return heard.size() == 1;
            });
    assertThat(heard).containsExactly("routed {\"room\":\"blue\"}");
  }

  @Test
  void an_apps_content_is_its_own() {
    FetchedContent directory =
        new FetchedContent(this::route, fetcher, new VirtualTime().workers());
    directory.route(CALL, invited(AppUser.rtm(new AppId("app"), new UserId("alice"))), event -> {});
    assertThat(heard).containsExactly("routed " + referring().value());
  }

  private void route(
      InvitationId id, Invited invited, java.util.function.Consumer<InvitationEvent> answer) {
    heard.add("routed " + invited.content().value());
    answer.accept(new Unroutable(Rejection.failed(EndReason.NO_ROUTE, Content.EMPTY)));
  }

  private Invited invited(Address caller) {
    return new Invited(
        caller,
        Optional.empty(),
        new CalleeName("bob"),
        Optional.empty(),
        referring(),
        70,
        CallerLimits.NONE);
  }

  private Content referring() {
    int port = server.orElseThrow().getAddress().getPort();
    return new Content("{\"contentUrl\":\"http://127.0.0.1:" + port + "/texts/7\"}");
  }

  /** The engine. */
  private final class Heard implements InvitationInbox {
    @Override
    public Opening open(CorrelationKey key, Invited invited, Consumer<LegRef> admitted) {
      return new Opening.Opened(new LegRef(CALL, LegId.INVITER));
    }

    @Override
    public void deliver(InvitationId invitation, InvitationEvent event) {
      String call = invitation.equals(CALL) ? "call " : "other ";
      heard.add(call + event.getClass().getSimpleName() + words(event));
    }

    private String words(InvitationEvent event) {
      if (event instanceof Accepted e) {
        return " " + e.response().value();
      }
      if (event instanceof Refused e) {
        return " " + e.response().value();
      }
      return event instanceof LegFailed e ? " " + e.response().value() : "";
    }
  }

  @Test
  void calls_begin_as_they_did() {
    FetchedResponses inbox = new FetchedResponses(new Heard(), fetcher);
    assertThat(
            inbox.open(
                new CorrelationKey(Network.SIP, "a"),
                invited(new SipParty(Optional.empty(), new SipUser("1")))))
        .isInstanceOf(InvitationInbox.Opening.Opened.class);
  }
}
