package io.invitebridge.rtm.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.invitebridge.core.invitation.RefuseReason;
import io.invitebridge.rtm.translate.RtmErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** docs/protocol.md and docs/protocol.asyncapi.yaml say what the code does. */
class ProtocolDocumentsTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode asyncApi = asyncApi();

  @Test
  void asyncApi_namesTheCallsOfTheCode() {
    assertThat(messagesOf("call"))
        .isEqualTo(names(Arrays.stream(ClientMethod.values()).map(ClientMethod::wireName)));
  }

  @Test
  void asyncApi_namesTheNotificationsOfTheCode() {
    assertThat(messagesOf("notify"))
        .isEqualTo(names(Arrays.stream(ServerMethod.values()).map(ServerMethod::wireName)));
  }

  @Test
  void asyncApi_everyReferencePointsSomewhere() {
    List<String> dead = new ArrayList<>();
    asyncApi
        .findValuesAsText("$ref")
        .forEach(
            reference -> {
              if (asyncApi.at(reference.substring(1)).isMissingNode()) {
                dead.add(reference);
              }
            });
    assertThat(dead).isEmpty();
  }

  @Test
  void asyncApi_namesTheErrorsOfTheCode() {
    Set<String> documented = texts(asyncApi.at("/components/schemas/ErrorName/enum"));
    assertThat(documented)
        .isEqualTo(
            names(
                Stream.concat(
                    Stream.of(
                        "PARSE_ERROR", "INVALID_REQUEST", "METHOD_NOT_FOUND", "INVALID_PARAMS"),
                    Arrays.stream(RtmErrorCode.values()).map(Enum::name))));
  }

  @Test
  void asyncApi_namesTheRefuseWordsOfTheCode() {
    assertThat(texts(asyncApi.at("/components/schemas/RefuseWord/enum")))
        .isEqualTo(names(Arrays.stream(RefuseReason.values()).map(RefuseReason::word)));
  }

  @ParameterizedTest
  @MethodSource("fullNotices")
  void asyncApi_knowsEveryMemberOfANotification(ServerNotice notice) throws IOException {
    JsonNode sent = JSON.readTree(new FrameWriter().notice(notice, 1)).path("params");
    JsonNode schema =
        asyncApi.at(
            "/components/messages/"
                + notice.method().wireName()
                + "/payload/properties/params/properties");
    Set<String> documented = names(schema);
    if (notice instanceof ServerNotice.Aborted) {
      documented.add("seq");
    }
    assertThat(names(sent)).isEqualTo(documented);
  }

  @ParameterizedTest
  @EnumSource(ClientMethod.class)
  void text_describesEveryCall(ClientMethod method) throws IOException {
    assertThat(text()).contains("`" + method.wireName() + "`");
  }

  @ParameterizedTest
  @EnumSource(ServerMethod.class)
  void text_describesEveryNotification(ServerMethod method) throws IOException {
    assertThat(text()).contains("`" + method.wireName() + "`");
  }

  @ParameterizedTest
  @EnumSource(CloseCode.class)
  void text_describesEveryCloseCode(CloseCode code) throws IOException {
    assertThat(text()).contains("\n| " + code.number() + " |");
  }

  @Test
  void text_hasTheErrorTableOfTheCode() throws IOException {
    Matcher rows = Pattern.compile("\\| (\\d+) \\| ([A-Z_]+_ERR_[A-Z_]+)").matcher(text());
    Set<String> documented = new TreeSet<>();
    while (rows.find()) {
      documented.add(rows.group(2) + " " + rows.group(1));
    }
    assertThat(documented)
        .isEqualTo(
            names(Arrays.stream(RtmErrorCode.values()).map(code -> code + " " + code.number())));
  }

  static Stream<ServerNotice> fullNotices() {
    Map<String, PeerStatus> status = Map.of("bob", PeerStatus.ONLINE);
    return Stream.of(
        new ServerNotice.LocalReceivedByPeer("i"),
        new ServerNotice.LocalAccepted("i", ""),
        new ServerNotice.LocalRefused("i", "", "busy"),
        new ServerNotice.LocalCanceled("i"),
        new ServerNotice.LocalFailure("i", 1, "", "expired"),
        new ServerNotice.RemoteReceived(
            "i", "a", Optional.of("A"), "", Optional.of("c"), Optional.of("d")),
        new ServerNotice.RemoteAccepted("i"),
        new ServerNotice.RemoteRefused("i"),
        new ServerNotice.RemoteCanceled("i", "", "canceled"),
        new ServerNotice.RemoteFailure("i", 3, "expired"),
        new ServerNotice.LocalProgress("i", 182, ""),
        new ServerNotice.SessionChanged("i", "offer", "{}"),
        new ServerNotice.CallEnded("i", "hung-up", ""),
        new ServerNotice.MessageFromPeer(
            "a", Optional.of("t"), Optional.of("r"), Optional.of("d"), 1),
        new ServerNotice.PeersStatusChanged(status),
        new ServerNotice.TokenWillExpire(1),
        new ServerNotice.Aborted("REMOTE_LOGIN"));
  }

  private Set<String> messagesOf(String operation) {
    return asyncApi.at("/operations/" + operation + "/messages").findValuesAsText("$ref").stream()
        .map(reference -> reference.substring(reference.lastIndexOf('/') + 1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> names(Stream<String> names) {
    return names.collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new TreeSet<>();
    array.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  private static String text() throws IOException {
    return Files.readString(DOCS.resolve("protocol.md"));
  }

  private static JsonNode asyncApi() {
    try {
      String yaml = Files.readString(DOCS.resolve("protocol.asyncapi.yaml"));
      return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    } catch (IOException missing) {
      throw new AssertionError("docs/protocol.asyncapi.yaml cannot be read.", missing);
    }
  }
}
