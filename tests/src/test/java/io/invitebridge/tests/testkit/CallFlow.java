package io.invitebridge.tests.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.invitebridge.config.ConfigLoader;
import io.invitebridge.config.LoadResult;
import io.invitebridge.config.routing.BackendAnswer;
import io.invitebridge.config.routing.RuleDirectory;
import io.invitebridge.config.source.Environment;
import io.invitebridge.core.invitation.Transition.Verdict;
import io.invitebridge.core.model.Address.AppUser;
import io.invitebridge.core.model.AppId;
import io.invitebridge.core.model.NodeId;
import io.invitebridge.core.runtime.BridgeRuntime;
import io.invitebridge.core.runtime.RuntimeLimits;
import io.invitebridge.core.testing.Ladder;
import io.invitebridge.core.testing.VirtualTime;
import io.invitebridge.legacy.LegacyAdapter;
import io.invitebridge.legacy.LegacyLimits;
import io.invitebridge.legacy.LegacySettings;
import io.invitebridge.legacy.LegacyTrace;
import io.invitebridge.legacy.session.MemoryStore;
import io.invitebridge.rtm.RtmAdapter;
import io.invitebridge.rtm.RtmSettings;
import io.invitebridge.rtm.RtmTrace;
import io.invitebridge.rtm.TokenVerifier;
import io.invitebridge.sip.testing.SipPeer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One story: parties around a bridge. Three beats: set the parties, let something happen or time
 * pass, read what each heard. {@link #quiet} ends every story: it proves that nothing is left
 * behind and holds the picture against docs/call-flows.
 */
public final class CallFlow {
  static final AppId APP = new AppId("970CA35de60c44645bbae8a215061b33");
  static final String BRIDGE = "bridge";

  private static final Set<String> NOT_DRAWN =
      Set.of("ack", "ping", "login", "logout", "renewToken", "queryPeersOnlineStatus");

  private final String page;
  private final String title;
  private final VirtualTime time = new VirtualTime();
  private final List<String> parties = new ArrayList<>();
  private final List<Ladder.Arrow> arrows = new ArrayList<>();
  private final List<AppParty> apps = new ArrayList<>();
  private final List<LegacyParty> legacyApps = new ArrayList<>();
  private final List<PhoneParty> phones = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private final BridgeRuntime runtime;
  private final RtmAdapter rtm;
  private final LegacyAdapter legacy;
  private final PhoneLine line;
  private int names;

  /**
   * @param page the file under docs/call-flows, without its ending
   * @param title what the picture shows, one sentence
   * @param routes the routes section of a configuration
   */
  public CallFlow(String page, String title, String routes) {
    this(page, title, routes, question -> "");
  }

  private CallFlow(String page, String title, String routes, Function<ObjectNode, String> backend) {
    this.page = page;
    this.title = title;
    this.runtime =
        new BridgeRuntime(
            new NodeId("n1"),
            () -> "call" + ++names,
            RuntimeLimits.DEFAULT,
            time.workers(),
            time.clock(),
            rules(routes, backend),
            (at, before, event, transition) -> {
              if (transition.verdict() == Verdict.VIOLATION) {
                violations.add(before.state() + " got " + event + ": " + transition.why());
              }
            },
            Scheduler.disabledScheduler());
    this.rtm =
        new RtmAdapter(
            RtmSettings.of("127.0.0.1", 0, "/rtm", List.of(new RtmSettings.App(APP, false))),
            runtime,
            time.workers(),
            time.clock(),
            TokenVerifier.NONE,
            (direction, user, method, invitation) ->
                drawApp(direction, user.user().value(), method),
            new Random(1));
    runtime.attach(rtm);
    this.legacy =
        new LegacyAdapter(
            LegacySettings.of(
                "127.0.0.1", 0, List.of(new LegacySettings.App(APP, Optional.empty(), true))),
            runtime,
            time.workers(),
            time.clock(),
            new MemoryStore(LegacyLimits.DEFAULT),
            (direction, user, word, channel) -> drawLegacy(direction, user.user().value(), word),
            new Random(2));
    runtime.attach(legacy);
    this.line = new PhoneLine(runtime, time, this::draw);
    runtime.attach(line.adapter());
  }

  /** A story of which no picture is kept; it ends with {@link #nothingIsLeft}. */
  public static CallFlow undrawn(String routes) {
    return new CallFlow("", "", routes);
  }

  /**
   * The same with a backend that routes can ask; it takes a second for each answer.
   *
   * @param backend makes JSON of a question, or empty text when it fails
   */
  public static CallFlow asking(String routes, Function<ObjectNode, String> backend) {
    return new CallFlow("", "", routes, backend);
  }

  /** App users and phones call each other by name; a phone's name is all digits. */
  public static CallFlow of(String page, String title) {
    return new CallFlow(page, title, EVERYBODY);
  }

  // ------------------------------------------------------------------ parties

  /** An app user who is logged in. */
  public AppParty app(String name) {
    AppParty party = absentApp(name);
    party.comes();
    return party;
  }

  /** An app user who is not logged in. */
  public AppParty absentApp(String name) {
    column(name);
    AppParty party = new AppParty(this, rtm, name);
    apps.add(party);
    return party;
  }

  /** A user of the old signaling SDK who is logged in. */
  public LegacyParty legacyApp(String name) {
    LegacyParty party = absentLegacyApp(name);
    party.comes();
    return party;
  }

  /** A user of the old signaling SDK who is not logged in. */
  public LegacyParty absentLegacyApp(String name) {
    column(name);
    LegacyParty party = new LegacyParty(this, legacy, name);
    legacyApps.add(party);
    return party;
  }

  /** A SIP phone behind the trunk {@code pbx}. */
  public PhoneParty phone(String number) {
    column(number);
    return party(line.phone(number));
  }

  /** A media gateway or conference at this address. */
  public PhoneParty gateway(String name, String host) {
    column(name);
    return party(line.at(host, name));
  }

  private PhoneParty party(SipPeer peer) {
    PhoneParty party = new PhoneParty(this, line, peer);
    phones.add(party);
    return party;
  }

  // ------------------------------------------------------------------ time

  public CallFlow after(Duration span) {
    time.advance(span);
    time.settle();
    return this;
  }

  public CallFlow afterSeconds(long seconds) {
    return after(Duration.ofSeconds(seconds));
  }

  void settle() {
    time.settle();
  }

  // ------------------------------------------------------------------ what came of it

  /** Open invitations and sessions. */
  public long open() {
    return runtime.figures().open();
  }

  /**
   * Nothing is left: no invitation, leg, key, dialog or wake-up; and the picture is the known one.
   */
  public void quiet() {
    CallFlowPages.check(page, title, nothingIsLeft());
  }

  /** The same without holding the picture, which is returned, against anything. */
  public String nothingIsLeft() {
    String picture = picture();
    assertThat(runtime.figures().open()).as("open invitations\n%s", picture).isZero();
    assertThat(violations).as("violations\n%s", picture).isEmpty();
    apps.forEach(AppParty::goesHome);
    legacyApps.forEach(LegacyParty::goesHome);
    after(Duration.ofMinutes(3));
    assertThat(runtime.figures().remembered()).as("tombstones").isZero();
    assertThat(runtime.figures().keys()).as("correlation keys").isZero();
    assertThat(rtm.remembered()).as("what the RTM adapter remembers").isZero();
    assertThat(legacy.openLegs()).as("legacy legs").isZero();
    assertThat(line.liveLegs()).as("SIP legs").isZero();
    assertThat(time.waiting()).as("wake-ups").isZero();
    return picture;
  }

  /** The ladder so far. */
  public String picture() {
    return Ladder.draw(columns(), VirtualTime.START, arrows);
  }

  /** Writes a remark beside a party's line. */
  public CallFlow remark(String party, String text) {
    draw(time.now(), party, party, text);
    return this;
  }

  private void drawApp(RtmTrace.Direction direction, String user, String method) {
    if (NOT_DRAWN.contains(method)) {
      return;
    }
    boolean in = direction == RtmTrace.Direction.IN;
    draw(time.now(), in ? user : BRIDGE, in ? BRIDGE : user, method);
  }

  private void drawLegacy(LegacyTrace.Direction direction, String user, String word) {
    boolean in = direction == LegacyTrace.Direction.IN;
    draw(time.now(), in ? user : BRIDGE, in ? BRIDGE : user, word);
  }

  void draw(Instant at, String from, String to, String label) {
    arrows.add(new Ladder.Arrow(at, from, to, label));
  }

  Instant now() {
    return time.now();
  }

  /** A user who is on both app networks has one. */
  private void column(String party) {
    if (!parties.contains(party)) {
      parties.add(party);
    }
  }

  /** The bridge stands right of the first party, between the two sides. */
  private List<String> columns() {
    List<String> columns = new ArrayList<>(parties);
    columns.add(Math.min(1, columns.size()), BRIDGE);
    return columns;
  }

  private RuleDirectory rules(String routes, Function<ObjectNode, String> backend) {
    String text = HEAD + routes;
    LoadResult result = ConfigLoader.load(text, "story.yaml", Environment.empty());
    if (result instanceof LoadResult.Loaded loaded) {
      return new RuleDirectory(
          loaded.config(),
          time.clock(),
          this::tellWhoIsOnline,
          (ask, question, read, answer) ->
              time.workers()
                  .lane("backend")
                  .after(BACKEND_TAKES, () -> answer.accept(said(backend.apply(question), read))));
    }
    throw new AssertionError(result.toString());
  }

  private static Optional<BackendAnswer> said(
      String answer, Function<JsonNode, BackendAnswer> read) {
    try {
      return answer.isEmpty()
          ? Optional.empty()
          : Optional.of(read.apply(new ObjectMapper().readTree(answer)));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** Answers later, as a directory elsewhere would. */
  private void tellWhoIsOnline(Set<AppUser> users, Consumer<Set<AppUser>> answer) {
    time.workers()
        .lane("presence")
        .execute(
            () ->
                answer.accept(
                    users.stream()
                        .filter(user -> rtm.isOnline(user) || legacy.isOnline(user))
                        .collect(Collectors.toSet())));
  }

  private static final Duration BACKEND_TAKES = Duration.ofSeconds(1);

  private static final String HEAD =
      """
      apps:
        - id: 970CA35de60c44645bbae8a215061b33
      listen:
        sip: [udp://127.0.0.1:5060]
        rtm: ws://127.0.0.1:8080/rtm
        legacy: ws://127.0.0.1:8002/
      trunks:
        pbx:
          uri: sip:192.0.2.1
          accept-from: [192.0.2.1/32]
        second:
          uri: sip:192.0.2.2
          accept-from: [192.0.2.2/32]
      """;

  private static final String EVERYBODY =
      """
      routes:
        - name: digits ring a phone
          when: {to: {user: "\\\\d+"}}
          ring: [{trunk: pbx, user: "{to.user}"}]
        - name: names that begin with an x ring an old app
          when: {to: {user: "x.*"}}
          ring: [{legacy: "{to.user}"}]
        - name: names ring an app user
          ring: [{rtm: "{to.user}"}]
      """;
}
